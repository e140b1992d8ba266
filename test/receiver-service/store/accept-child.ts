/**
 * A process of its own for `durability.test.ts`: accepts messages with a delivery, 16 at a time,
 * and prints each id once its promise resolved, until it is killed.
 */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../../receiver-service/src/adapters/store/sqlite/index.ts';
import { delivery, entry, message, newHash } from './builders.ts';

const [, , file = '', orgId = ''] = process.argv;
const quiet = () => {};
const standardOutput = 1;

const lane = async (store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<never> => {
	const to = { id: 'sub_1', targetId: newHash() };
	for (;;) {
		const event = message(orgId);
		const due = delivery(to);
		await store.accept(entry(event, [due]));
		writeSync(standardOutput, `${event.id} ${due.id}\n`);
	}
};

try {
	const store = await openSqliteStore({ file, log: { info: quiet, warn: quiet, error: quiet } });
	writeSync(standardOutput, 'open\n');
	await Promise.all(Array.from({ length: 16 }, () => lane(store)));
} catch (error) {
	writeSync(standardOutput, `${error instanceof Error ? error.name : String(error)}\n`);
	process.exit(1);
}
