import { randomBytes } from 'node:crypto';
import { catalogue } from '@voicehooks/core';
import { openDatabase } from '../../receiver-service/src/adapters/store/sqlite/database.ts';
import { createOperations } from '../../receiver-service/src/adapters/store/sqlite/operations.ts';
import { packAccept } from '../../receiver-service/src/adapters/store/sqlite/packed.ts';
import { createIdMaker } from '../../receiver-service/src/domain/id.ts';
import type { DeliveryStatus, Subscription } from '../../receiver-service/src/domain/types.ts';

const dayMs = 86_400_000;
/** Share of each in a hundred. */
const shares: readonly (readonly [DeliveryStatus, number])[] = [
	['succeeded', 86],
	['pending', 5],
	['dead_letter', 4],
	['held', 3],
	['canceled', 2],
];
const statuses = shares.flatMap(([status, share]) => Array<DeliveryStatus>(share).fill(status));
const days = 30;

/** Every fifth type is common and the last one rare, as calls and credits are. */
const typeOf = (types: readonly string[], index: number): string => {
	const last = types.at(-1) ?? '';
	if (index % 5_000 === 4_999) return last;
	return types[index % 7 === 0 ? index % (types.length - 1) : index % 3] ?? last;
};

/**
 * Fills an embedded database that no service uses with messages over 30 days, a delivery each and
 * its attempts, in one transaction.
 */
export const fillDeliveries = (
	file: string,
	{ orgId, count, now }: { readonly orgId: string; readonly count: number; readonly now: number },
	subscriptions: readonly Subscription[],
): void => {
	const database = openDatabase({ file, role: 'writer' });
	const operations = createOperations(database);
	let time = now - days * dayMs;
	const newId = createIdMaker(() => Math.floor(time), randomBytes);
	const entries = catalogue();
	const types = entries.map(({ type }) => type);
	const body = Buffer.from(JSON.stringify(entries[0]?.sample));
	database.transaction(() => {
		for (let index = 0; index < count; index += 1) {
			time += (days * dayMs - dayMs / 24) / count;
			const type = typeOf(types, index);
			const [vendor = '', ...event] = type.split('.');
			// The first has half of them, the last but a few.
			const subscription =
				subscriptions[index % 2 === 0 ? 0 : 1 + (index % (subscriptions.length - 1))];
			if (subscription === undefined) throw new Error('A subscription is needed.');
			const status = statuses[(index * 37) % statuses.length] ?? 'succeeded';
			const at = Math.floor(time);
			const deliveryId = newId('dlv');
			const message = {
				id: newId('msg'),
				orgId,
				sourceId: null,
				vendor,
				event: event.join('.'),
				type,
				test: false,
				filterFields: {},
				receivedAt: at,
				occurredAt: at,
				status: 'accepted',
				origin: 'ingest',
				verified: true,
				marks: [],
				raw: body,
				contentType: 'application/json',
				body,
				callId: null,
				candidateId: null,
				subjects: [],
			} as const;
			const delivery = {
				id: deliveryId,
				subscriptionId: subscription.id,
				targetId: subscription.targetId,
				status: 'pending',
				replay: false,
				dueAt: now + 30 * dayMs,
			} as const;
			const packed = packAccept({
				message,
				deduplicationKey: randomBytes(16).toString('hex'),
				deliveries: [delivery],
				filterValues: [],
				sample: null,
			});
			operations.accept(packed, body, body);
			operations.writeOwed();
			const attempts = status === 'dead_letter' ? 3 : status === 'held' ? 0 : 1;
			const ended = status !== 'pending' && status !== 'held';
			database.run(
				`UPDATE deliveries SET status = ?, attempt_count = ?, due_at = ?, ended_at = ?,
				last_status_code = ? WHERE org = (SELECT n FROM names WHERE name = ?) AND id = ?`,
				status,
				attempts,
				ended ? null : now + 30 * dayMs,
				ended ? at : null,
				status === 'succeeded' ? 200 : 500,
				orgId,
				deliveryId,
			);
			for (let nth = 0; nth < attempts; nth += 1) {
				database.run(
					`INSERT INTO attempts (delivery_id, id, at, outcome, status, duration_ms, header_form,
					header_values) VALUES (?, ?, ?, 'success', 200, 12, 1, '[]')`,
					deliveryId,
					newId('att'),
					at + nth,
				);
			}
		}
	});
	database.close();
};
