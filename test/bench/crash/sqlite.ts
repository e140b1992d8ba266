import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningProcess, serviceEntry, startProcess } from '../../support/process.ts';
import type { OpenDelivery } from './ledger.ts';
import { createSeeded } from './random.ts';
import { type CrashPlan, type CrashResult, deliveredWithinMs, moment } from './result.ts';
import { crashEnvironment, startWorld, type World } from './world.ts';

/** Of the starts so many are themselves killed, at a moment up to so late. */
const startKills = { share: 0.2, mostMs: 900 };
const betweenEventsMs = 1;

type Row = {
	readonly subscription: string;
	readonly message: string;
	readonly last_attempt_at: number | null;
};

/**
 * What is open in the file of a process that was killed, with a row or owed one. Read only: its
 * log stays for the next start.
 */
const openIn = (file: string, world: World): readonly OpenDelivery[] => {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database
			.prepare(
				`SELECT n.name AS subscription, m.id AS message,
				(SELECT max(at) FROM attempts a WHERE a.delivery_id = d.id) AS last_attempt_at
				FROM deliveries d INDEXED BY deliveries_pending
				CROSS JOIN messages m ON m.seq = d.message_seq CROSS JOIN names n ON n.n = d.subscription
				WHERE d.status = 'pending'
				UNION ALL SELECT n.name, m.id, NULL
				FROM owed o CROSS JOIN messages m ON m.seq = o.seq CROSS JOIN json_each(o.deliveries) p
				CROSS JOIN names n ON n.n = p.value ->> 1
				WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.org = m.org AND d.id = p.value ->> 0)`,
			)
			.all() as Row[];
		return rows.map((row) => ({
			hook: world.hookOf(row.subscription),
			messageId: row.message,
			lastAttemptAt: row.last_attempt_at,
		}));
	} finally {
		database.close();
	}
};

/** What is wrong with the file at the end. */
const faultsIn = (file: string, acknowledged: number): readonly string[] => {
	const database = new DatabaseSync(file, { readOnly: true });
	const value = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
	try {
		const messages = value('SELECT count(*) FROM messages');
		const open = value("SELECT count(*) FROM deliveries WHERE status <> 'succeeded'");
		const check = value('PRAGMA integrity_check');
		return [
			...(messages === acknowledged ? [] : [`${messages} messages of ${acknowledged} events`]),
			...(open === 0 ? [] : [`${open} deliveries that did not succeed`]),
			...(check === 'ok' ? [] : [`integrity: ${check}`]),
		];
	} finally {
		database.close();
	}
};

/** Kills the service on its embedded database, again and again, under load. */
export const crashSqlite = async ({ rounds, seed, progress }: CrashPlan): Promise<CrashResult> => {
	const random = createSeeded(seed);
	const world = await startWorld(seed, betweenEventsMs);
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-crash-'));
	const file = join(folder, 'crash.db');
	const environment = { ...crashEnvironment, DATABASE_URL: `file:${file}` };
	const kills = { 'the service under load': 0, 'the service as it starts': 0 };
	const startsMs: number[] = [];
	const began = performance.now();

	const start = async (): Promise<RunningProcess> => {
		const startedAt = performance.now();
		const running = await startProcess(environment);
		startsMs.push(performance.now() - startedAt);
		return running;
	};
	/** After a kill: once the hook URLs have read all that was sent. */
	const account = async (at: number): Promise<void> => {
		while (world.hooks.open() > 0) await sleep(1);
		world.ledger.killed(at, openIn(file, world));
	};
	const killStart = async (): Promise<void> => {
		const child = spawn(process.execPath, [serviceEntry], {
			env: { PATH: process.env.PATH, ...environment },
			stdio: 'ignore',
		});
		const exited = once(child, 'exit');
		await sleep(random.between(0, startKills.mostMs));
		const at = Date.now();
		child.kill('SIGKILL');
		await exited;
		await account(at);
		kills['the service as it starts'] += 1;
	};

	let running = await start();
	try {
		world.serveAt([running.url]);
		await world.begin(running.url);
		for (let round = 1; round <= rounds; round += 1) {
			const before = world.acknowledged();
			while (world.acknowledged() < before + moment.leastAcknowledged) await sleep(1);
			await sleep(random.between(0, moment.mostMs));
			const at = Date.now();
			await running.end('SIGKILL');
			world.serveAt([]);
			await account(at);
			kills['the service under load'] += 1;
			if (random.chance(startKills.share)) await killStart();
			running = await start();
			world.serveAt([running.url]);
			progress(`round ${round}: ${world.acknowledged()} acknowledged`);
		}
		await world.rest();
		const end = Date.now() + deliveredWithinMs;
		while (world.ledger.missing() > 0 && Date.now() < end) await sleep(100);
		const { code } = await running.end('SIGTERM');
		const verdict = world.ledger.verdict();
		return {
			...verdict,
			store: 'SQLite, one process',
			faults: [
				...verdict.faults,
				...faultsIn(file, verdict.acknowledged),
				...(code === 0 ? [] : [`the last stop ended with ${code}`]),
			],
			rounds,
			seed,
			kills,
			startsMs,
			seconds: (performance.now() - began) / 1_000,
		};
	} finally {
		if (running.child.exitCode === null) running.child.kill('SIGKILL');
		await world.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};
