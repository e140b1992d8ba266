import { randomUUID } from 'node:crypto';
import type { EventType, Vendor } from '@voicehooks/core';
import { triggerNodes } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import {
	type Published,
	publishTrigger,
	subscriptionsOf,
	triggerName,
} from '../support/trigger.ts';
import { untilTrue } from '../support/until.ts';
import {
	createWorkflow,
	endedExecutions,
	executionsOf,
	outputOf,
	publish,
	unpublish,
} from '../support/workflows.ts';

const times = (count: number, seconds: number): readonly number[] =>
	Array.from({ length: count }, () => seconds);

/**
 * Retries soon enough for a test to see the end of an outage, and long enough for a slow machine;
 * users have the standard schedule.
 */
const impatient = {
	schedule_seconds: [...times(8, 3), ...times(6, 10), ...times(6, 30)],
	timeout_seconds: 30,
};

const senders = 6;
/** Acknowledged events of the load: the service is killed after the first figure. */
const load = { beforeKill: 24, afterRestart: 6 };

const outagePatienceMs = 240_000;

/** Neither n8n's nor the service's outages lose an event. */
export const outageSuite = (stage: () => Stage): void => {
	const all = triggerNodes.at(-1);
	const events: readonly (readonly [Vendor, EventType])[] = (all?.vendors ?? []).flatMap((vendor) =>
		vendor.events.map((eventType) => [vendor, eventType] as const),
	);

	describe('an outage', () => {
		let published: Published;
		beforeAll(async () => {
			if (all === undefined) throw new Error('There is no trigger for every vendor.');
			published = await publishTrigger(stage(), all.node, all.vendors);
			const path = `/v1/subscriptions/${published.subscription.id}`;
			const { status } = await stage().receiver.call('PATCH', path, { policy: impatient });
			expect(status).toBe(200);
		});
		afterAll(() => unpublish(stage().n8n, published.workflowId));

		/** The messages that the workflow has run for. */
		const received = async (): Promise<ReadonlySet<unknown>> => {
			const executions = await endedExecutions(stage().n8n, published.workflowId);
			return new Set(
				executions.flatMap((execution) => outputOf(execution, triggerName).map(({ id }) => id)),
			);
		};
		const missingOf = async (ids: Iterable<string>): Promise<readonly string[]> => {
			const came = await received();
			return [...ids].filter((id) => !came.has(id));
		};
		/** What the service says of a delivery that did not run the workflow. */
		const story = async (messageId: string): Promise<string> => {
			const path = `/v1/deliveries?message_id=${messageId}`;
			const { body } = await stage().receiver.call('GET', path);
			return JSON.stringify(body.data);
		};
		const untilAllCame = (ids: Iterable<string>): Promise<void> =>
			untilTrue(
				async () => (await Promise.all((await missingOf(ids)).map(story))).join('\n'),
				async () => (await missingOf(ids)).length === 0,
				outagePatienceMs,
			);

		it('of n8n: what happens meanwhile arrives once it is back', async () => {
			const { n8n, receiver } = stage();
			await n8n.shutDown();
			const ids: string[] = [];
			for (const [vendor, eventType] of events) ids.push(await receiver.send(vendor, eventType));
			await n8n.start();
			await untilAllCame(ids);
			expect(await executionsOf(n8n, published.workflowId)).toHaveLength(ids.length);
		});

		it('of the service while a workflow is published: one subscription once it is back', async () => {
			const { n8n, receiver } = stage();
			const { document } = published;
			const name = 'Published too early';
			const nodes = document.nodes.map((node) => ({ ...node, webhookId: randomUUID() }));
			const workflowId = await createWorkflow(n8n, { ...document, name, nodes });
			await receiver.shutDown('SIGTERM');
			// Through the outbox n8n tries again by itself; else the user is told, and does.
			const early = n8n.api('POST', `/workflows/${workflowId}/activate`);
			if (n8n.hasOutbox) await early;
			else await expect(early).rejects.toThrow(/cannot be reached/);
			await receiver.start();
			await publish(n8n, workflowId);
			expect(await subscriptionsOf(stage(), workflowId)).toMatchObject([{ status: 'active' }]);
			await unpublish(n8n, workflowId);
		});

		it('of the service, killed under load: nothing it acknowledged is lost', async () => {
			const { receiver } = stage();
			const acknowledged = new Set<string>();
			const sendSome = async (limit: number): Promise<void> => {
				while (acknowledged.size < limit) {
					const [vendor, eventType] = events[acknowledged.size % events.length] ?? [];
					if (vendor === undefined || eventType === undefined) throw new Error('No event.');
					acknowledged.add(await receiver.send(vendor, eventType));
				}
			};
			await Promise.all(Array.from({ length: senders }, () => sendSome(load.beforeKill)));
			await receiver.shutDown('SIGKILL');
			expect(await missingOf(acknowledged)).not.toEqual([]);
			await receiver.start();
			await sendSome(acknowledged.size + load.afterRestart);
			await untilAllCame(acknowledged);
		});
	});
};
