/** The bare pipeline's writer thread: one connection, one transaction for each batch. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { BareBatch } from './pipeline.ts';

const database = new DatabaseSync(workerData as string);
database.exec(`
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = FULL;
	CREATE TABLE event (
		seq INTEGER PRIMARY KEY, id TEXT NOT NULL, source TEXT NOT NULL, dedup TEXT NOT NULL,
		received_at INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (source, dedup)
	);
	CREATE TABLE delivery (
		id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, target INTEGER NOT NULL,
		due_at INTEGER NOT NULL, state INTEGER NOT NULL
	);
	CREATE INDEX delivery_due ON delivery (target, due_at, id) WHERE state = 0;
	CREATE TABLE attempt (
		event_id TEXT NOT NULL, target INTEGER NOT NULL, at INTEGER NOT NULL,
		status INTEGER NOT NULL, duration REAL NOT NULL
	);
`);
const insertEvent = database.prepare(
	'INSERT OR IGNORE INTO event (id, source, dedup, received_at, body) VALUES (?, ?, ?, ?, ?)',
);
const insertDelivery = database.prepare(
	'INSERT INTO delivery (id, event_id, target, due_at, state) VALUES (?, ?, ?, ?, 0)',
);
const insertAttempt = database.prepare('INSERT INTO attempt VALUES (?, ?, ?, ?, ?)');
const finishDelivery = database.prepare('UPDATE delivery SET state = 1 WHERE id = ?');

parentPort?.on('message', (batch: BareBatch) => {
	database.exec('BEGIN IMMEDIATE');
	for (const { id, source, dedup, at, body, deliveries } of batch.events) {
		insertEvent.run(id, source, dedup, at, body);
		for (const [deliveryId, target] of deliveries) insertDelivery.run(deliveryId, id, target, at);
	}
	for (const { deliveryId, eventId, target, at, status, duration } of batch.attempts) {
		insertAttempt.run(eventId, target, at, status, duration);
		finishDelivery.run(deliveryId);
	}
	database.exec('COMMIT');
	parentPort?.postMessage(null);
});
