/**
 * Entry of the store's threads: the writer, the reader for lists and history, and the
 * checkpointer that moves the log into the database.
 */
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { collectAtRest } from '../../collector.ts';
import { runBatch } from './batch.ts';
import { checkpoint } from './checkpoint.ts';
import { type Database, openDatabase } from './database.ts';
import { faultOf } from './fault.ts';
import { migrate } from './migrations/index.ts';
import { createOperations } from './operations.ts';
import type { Message, Operations, Outcome, Reply, Request, ThreadData } from './protocol.ts';
import { spreadBytes } from './request-bytes.ts';

const data: ThreadData = workerData;
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread only.');
const reply = (message: Reply): void => port.postMessage(message);

type Connection = { readonly database: Database; readonly operations: Operations };
let connection: Connection | null = null;

const connect = (): Connection => {
	if (connection !== null) return connection;
	const database = openDatabase(data);
	try {
		if (data.role === 'writer') migrate(database);
		const operations = createOperations(database);
		if (data.role === 'writer') database.transaction(operations.recover);
		connection = { database, operations };
		return connection;
	} catch (error) {
		database.close();
		throw error;
	}
};

const disconnect = (): void => {
	const closing = connection;
	connection = null;
	closing?.database.close();
};

const run = (request: Request): readonly Outcome[] => {
	const calls = spreadBytes(request);
	try {
		const { database, operations } = connect();
		if (data.role === 'checkpointer') return [{ value: checkpoint(database) }];
		const outcomes = runBatch(database, operations, calls);
		// After an I/O error a connection may not be trusted: the next batch opens a new one.
		if (outcomes.some(({ fault }) => fault?.later === true)) disconnect();
		return outcomes;
	} catch (error) {
		// What opens and closes the file failed: that passes.
		const fault = { ...faultOf(error), later: true };
		return calls.map(() => ({ fault }));
	}
};

const answer = (id: number, outcomes: readonly Outcome[]): void => {
	const faulty = outcomes.some(({ fault }) => fault !== undefined);
	if (faulty) reply({ kind: 'outcomes', id, outcomes });
	else
		reply({
			kind: 'values',
			id,
			values: outcomes.map((outcome) => ('value' in outcome ? outcome.value : undefined)),
		});
};

port.on('message', (message: Message) => {
	switch (message.kind) {
		case 'run':
			answer(message.id, run(message));
			return;
		case 'close':
			try {
				disconnect();
			} finally {
				port.close();
			}
	}
});

try {
	connect();
	reply({ kind: 'ready' });
	flushCompileCache();
	// The others end when they rest.
	if (data.role === 'writer') collectAtRest();
} catch (error) {
	reply({ kind: 'failed', fault: faultOf(error) });
	port.close();
}
