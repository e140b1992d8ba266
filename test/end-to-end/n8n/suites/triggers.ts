import { randomBytes, randomUUID } from 'node:crypto';
import { catalogue, type EventType, type Vendor } from '@voicehooks/core';
import { sign, standardWebhooksScheme } from '@voicehooks/core/signature';
import { triggerNodes } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import {
	listedMessage,
	type Published,
	publishTrigger,
	type Subscription,
	subscriptionsOf,
	triggerName,
} from '../support/trigger.ts';
import { untilTrue } from '../support/until.ts';
import { executionsOf, outputOf, unpublish } from '../support/workflows.ts';

const firstEvent = ({ events, name }: Vendor): EventType => {
	const [first] = events;
	if (first === undefined) throw new Error(`${name} has no event.`);
	return first;
};

/** A delivery just as the service's, of an event the node wants, but signed without the key. */
const forge = ({ id: subscriptionId, url, event_types }: Subscription): Promise<Response> => {
	const wanted = catalogue().find(({ type }) => type === event_types[0]);
	const id = `msg_${randomUUID()}`;
	const body = JSON.stringify({ ...wanted?.sample, id });
	const timestamp = Math.floor(Date.now() / 1_000);
	const secret = `whsec_${randomBytes(32).toString('base64')}`;
	const facts = { secret, body: Buffer.from(body), id, timestamp };
	return fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String(timestamp),
			'webhook-signature': sign(standardWebhooksScheme, facts),
			'x-voicehooks-subscription': subscriptionId,
		},
		body,
	});
};

/** From publishing to unpublishing, for each vendor's trigger and the one for all. */
export const triggerSuite = (stage: () => Stage): void => {
	describe.each(triggerNodes)('the trigger of $title', ({ node, vendors }) => {
		let published: Published;
		beforeAll(async () => {
			published = await publishTrigger(stage(), node, vendors);
		});

		it('registers one subscription that says whose it is', async () => {
			const { workflowId, document } = published;
			const all = await subscriptionsOf(stage(), workflowId);
			expect(all).toHaveLength(1);
			expect(all[0]).toMatchObject({
				status: 'active',
				platform: 'n8n',
				signing: 'derived',
				client: { workflow_id: workflowId, workflow_name: document.name, node_name: triggerName },
			});
		});

		it('answers a forged delivery with 401', async () => {
			expect((await forge(published.subscription)).status).toBe(401);
		});

		it('runs the workflow with the vendor’s event, once, and never for a forged one', async () => {
			const { receiver, n8n } = stage();
			const ids: string[] = [];
			for (const vendor of vendors) ids.push(await receiver.send(vendor, firstEvent(vendor)));
			const executions = await executionsOf(n8n, published.workflowId, ids.length);
			const items = executions.flatMap((execution) => outputOf(execution, triggerName));
			const expected = await Promise.all(ids.map((id) => listedMessage(stage(), id)));
			expect(items).toHaveLength(ids.length);
			expect(items).toEqual(expect.arrayContaining(expected));
		});

		it('keeps no secret where n8n’s API shows it', async () => {
			const { n8n, receiver } = stage();
			const shown = await n8n.api('GET', `/workflows/${published.workflowId}`);
			const text = JSON.stringify(shown);
			expect(text).toContain(published.subscription.id);
			expect(text).not.toContain('whsec_');
			expect(text).not.toContain(receiver.apiKey);
		});

		it('ends its subscription when the workflow is unpublished', async () => {
			const { workflowId, subscription } = published;
			await unpublish(stage().n8n, workflowId);
			await untilTrue('the subscription is gone', async () => {
				return (await subscriptionsOf(stage(), workflowId)).length === 0;
			});
			expect((await forge(subscription)).status).toBe(404);
		});
	});
};
