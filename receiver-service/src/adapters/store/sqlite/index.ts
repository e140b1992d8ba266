import type { Worker } from 'node:worker_threads';
import type { Receipt } from '../../../domain/types.ts';
import type { AcceptMessage, CountedBacklog, Log, Store } from '../../../ports.ts';
import { looksAtDeliveries } from '../looking-away.ts';
import { createCheckpoints } from './checkpoint.ts';
import { errorOf } from './fault.ts';
import { claimFiles } from './files.ts';
import { createGroupCommit, defaultBounds } from './group-commit.ts';
import { createOwing } from './owing.ts';
import { packAccept } from './packed.ts';
import type { Role, StoreOperation } from './protocol.ts';
import { createSettlements } from './settlements.ts';
import { createThread } from './thread.ts';

export type SqliteOptions = {
	/** Path of the database; its folder is made. */
	readonly file: string;
	readonly log: Log;
	readonly testing?: {
		/** The database is "full" at so many pages. */
		readonly maxPageCount?: number;
		readonly onThread?: (role: Role, worker: Worker) => void;
		/** Instead of a second: see owing.ts. */
		readonly writeOwedAfterMs?: number;
	};
};

/** Threads that only some requests need end when none came for so long. */
const restAfterMs = 10_000;

/** So few rows to count, and so few transactions that may have added some, are the writer's. */
const fewCountedRows = 1_000;
const fewCommits = 100;

const bytesOfAccept = ({ message }: AcceptMessage): number =>
	message.raw.length + message.body.length;
const bytesOfReceipt = ({ request }: Receipt): number => request?.length ?? 0;

/**
 * Opens the embedded store: one thread owns the only connection that writes and commits in groups,
 * another reads, a third checkpoints. The main thread runs no SQL.
 *
 * @throws StoreLockedError when another process has the file, StoreVersionError when it is newer
 * than this program.
 */
export const openSqliteStore = async ({
	file,
	log,
	testing = {},
}: SqliteOptions): Promise<Store> => {
	const files = claimFiles(file);
	const threadOf = (role: Role, rest: { readonly restAfterMs?: number } = {}) =>
		createThread({ role, file: files.file, maxPageCount: testing.maxPageCount }, log, {
			onStart: (worker) => testing.onThread?.(role, worker),
			...rest,
		});
	const writer = threadOf('writer');
	const reader = threadOf('reader', { restAfterMs });
	const checkpointer = threadOf('checkpointer', { restAfterMs });
	try {
		// The reader opens what the writer has made.
		await writer.start();
		await reader.start();
	} catch (error) {
		await Promise.allSettled([reader.close(), writer.close()]);
		files.release();
		throw error;
	}
	const checkpoints = createCheckpoints(checkpointer, log);
	let commitsSinceCount = 0;
	const commits = createGroupCommit(writer, defaultBounds, () => {
		commitsSinceCount += 1;
		checkpoints.due();
	});
	const settlements = createSettlements(commits);
	const owing = createOwing(commits, testing.writeOwedAfterMs);

	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		try {
			owing.stop();
			await commits.drain();
			checkpoints.stop();
			await checkpointer.close();
			await reader.close();
			await writer.close();
		} finally {
			files.release();
		}
	};

	const write = <Name extends StoreOperation>(name: Name): Store[Name] =>
		((...args: readonly unknown[]) => {
			settlements.close();
			return commits.submit({ name, args }, null);
		}) as Store[Name];
	const read = <Name extends StoreOperation>(name: Name): Store[Name] =>
		(async (...args: readonly unknown[]) => {
			if (looksAtDeliveries(name)) await owing.written();
			const [outcome] = await reader.run([{ name, args }]);
			if (outcome?.fault !== undefined) throw errorOf(outcome.fault);
			return outcome?.value;
		}) as Store[Name];

	const claimDue = write('claimDue');

	/** What every minute asks for; no thread is started for that where little happens. */
	const glance = write;
	const countByReader = read('countBacklog');
	const countByWriter = glance('countBacklog');
	let countedRows = Number.POSITIVE_INFINITY;
	const countBacklog = async (): Promise<CountedBacklog> => {
		const isSmall = countedRows <= fewCountedRows && commitsSinceCount <= fewCommits;
		commitsSinceCount = 0;
		const counted = await (isSmall ? countByWriter() : countByReader());
		countedRows = counted.read;
		return counted;
	};

	return {
		getSetting: read('getSetting'),
		putSetting: write('putSetting'),
		listSealed: read('listSealed'),
		replaceSealed: write('replaceSealed'),
		loadConfiguration: read('loadConfiguration'),
		putOrganisation: write('putOrganisation'),
		putKey: write('putKey'),
		listKeys: read('listKeys'),
		putSource: write('putSource'),
		deleteSource: write('deleteSource'),
		listSources: read('listSources'),
		getSourceHealth: read('getSourceHealth'),
		putSourceHealth: write('putSourceHealth'),
		createSubscription: write('createSubscription'),
		updateSubscription: write('updateSubscription'),
		setSubscriptionStatus: write('setSubscriptionStatus'),
		deleteSubscription: write('deleteSubscription'),
		listSubscriptions: read('listSubscriptions'),
		getSubscriptionHealth: read('getSubscriptionHealth'),
		listHandover: write('listHandover'),
		takeOver: write('takeOver'),
		expireHandovers: write('expireHandovers'),
		accept: (entry) => {
			if (entry.deliveries.length > 0) owing.accepted();
			return commits.submit(
				{
					name: 'accept',
					args: [packAccept(entry)],
					bytes: [entry.message.raw, entry.message.body],
				},
				bytesOfAccept(entry),
				false,
				// Nothing of an event that is not committed has been attempted.
				true,
			) as ReturnType<Store['accept']>;
		},
		addReceipt: (receipt, keepRejectedPerSource) =>
			commits.submit(
				{ name: 'addReceipt', args: [receipt, keepRejectedPerSource] },
				bytesOfReceipt(receipt),
			) as ReturnType<Store['addReceipt']>,
		settle: settlements.settle,
		// What the dispatcher claims must follow the settlements it submitted before: on the writer.
		// A function does not cross to the writer: who claims looks again.
		claimDue: (targetId, now, limit) => claimDue(targetId, now, limit),
		nextDue: write('nextDue'),
		bringForward: write('bringForward'),
		claimProbe: write('claimProbe'),
		pendingTargets: write('pendingTargets'),
		addDeliveries: write('addDeliveries'),
		releaseMessage: write('releaseMessage'),
		getMessage: read('getMessage'),
		listMessages: read('listMessages'),
		listSummaries: read('listSummaries'),
		countDuplicates: read('countDuplicates'),
		getDelivery: read('getDelivery'),
		listDeliveries: read('listDeliveries'),
		backlog: read('backlog'),
		getReceipt: read('getReceipt'),
		listReceipts: read('listReceipts'),
		putReceipt: write('putReceipt'),
		listRejected: read('listRejected'),
		listFilterValues: read('listFilterValues'),
		listSamples: read('listSamples'),
		beginIdempotent: write('beginIdempotent'),
		endIdempotent: write('endIdempotent'),
		dropIdempotent: write('dropIdempotent'),
		addSandboxRequest: write('addSandboxRequest'),
		listSandboxRequests: read('listSandboxRequests'),
		clearSandbox: write('clearSandbox'),
		putCallContext: write('putCallContext'),
		getCallContext: read('getCallContext'),
		createMember: write('createMember'),
		getMember: read('getMember'),
		listMembers: read('listMembers'),
		membersByEmail: read('membersByEmail'),
		changeMember: write('changeMember'),
		deleteMember: write('deleteMember'),
		addSignInLink: write('addSignInLink'),
		redeemSignInLink: write('redeemSignInLink'),
		getSession: read('getSession'),
		touchSession: write('touchSession'),
		deleteSession: write('deleteSession'),
		addAuditEntry: write('addAuditEntry'),
		listAuditLog: read('listAuditLog'),
		addStatistics: write('addStatistics'),
		readStatistics: read('readStatistics'),
		lastBacklogCount: glance('lastBacklogCount'),
		claimBacklogCount: write('claimBacklogCount'),
		countBacklog,
		addBacklog: write('addBacklog'),
		endBacklogCount: write('endBacklogCount'),
		readBacklog: read('readBacklog'),
		putAlert: write('putAlert'),
		getAlert: read('getAlert'),
		deleteAlert: write('deleteAlert'),
		listAlerts: read('listAlerts'),
		raiseAlert: write('raiseAlert'),
		resolveAlert: write('resolveAlert'),
		openAlertEvents: glance('openAlertEvents'),
		listAlertEvents: read('listAlertEvents'),
		claimAlerts: write('claimAlerts'),
		settleAlert: write('settleAlert'),
		countPersonalData: read('countPersonalData'),
		readPersonalData: read('readPersonalData'),
		erasePersonalData: write('erasePersonalData'),
		retain: write('retain'),
		statistics: read('statistics'),
		ping: write('ping'),
		close: () => {
			closing ??= close();
			return closing;
		},
	};
};
