import type { Store } from '../../../receiver-service/src/ports.ts';
import { alertsConform } from './conformance/alerts.ts';
import { auditLogConforms } from './conformance/audit-log.ts';
import { backlogConforms } from './conformance/backlog.ts';
import { configurationConforms } from './conformance/configuration.ts';
import { deliveriesConform } from './conformance/deliveries.ts';
import { handoversConform } from './conformance/handovers.ts';
import { isolationConforms } from './conformance/isolation.ts';
import { membersConform } from './conformance/members.ts';
import { messagesConform } from './conformance/messages.ts';
import { peopleConform } from './conformance/people.ts';
import { receiptsConform } from './conformance/receipts.ts';
import { retentionConforms } from './conformance/retention.ts';
import { sealedConforms } from './conformance/sealed.ts';
import { sideRecordsConform } from './conformance/side-records.ts';
import { statisticsConform } from './conformance/statistics.ts';
import { subscriptionsConform } from './conformance/subscriptions.ts';

/** An open store of an engine under test. */
export type Opened = {
	readonly store: Store;
	/** Closes it and opens the same database again. */
	readonly reopen: () => Promise<Opened>;
	/** Closes it and removes the database. */
	readonly destroy: () => Promise<void>;
};

/** What a part of the suite gets: the store of its own database. */
export type Subject = {
	readonly store: () => Store;
	readonly reopen: () => Promise<void>;
};

const parts: Readonly<Record<string, (subject: Subject) => void>> = {
	configuration: configurationConforms,
	subscriptions: subscriptionsConform,
	handovers: handoversConform,
	messages: messagesConform,
	deliveries: deliveriesConform,
	receipts: receiptsConform,
	'side records': sideRecordsConform,
	'personal data': peopleConform,
	retention: retentionConforms,
	'sealed values': sealedConforms,
	isolation: isolationConforms,
	members: membersConform,
	'audit log': auditLogConforms,
	statistics: statisticsConform,
	backlog: backlogConforms,
	alerts: alertsConform,
};

/** Everything a `Store` must do, on a database per part; the tests of a part use organisations of their own. */
export const describeStore = (name: string, open: () => Promise<Opened>): void => {
	describe.each(Object.entries(parts))(`${name}: %s`, (_, part) => {
		let opened: Opened;
		beforeAll(async () => {
			opened = await open();
		});
		afterAll(async () => {
			await opened.destroy();
		});
		part({
			store: () => opened.store,
			reopen: async () => {
				opened = await opened.reopen();
			},
		});
	});
};
