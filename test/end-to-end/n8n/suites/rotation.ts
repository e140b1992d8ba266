import { randomUUID } from 'node:crypto';
import { triggerNodes } from '../support/package.ts';
import type { Credentials, Stage } from '../support/stage.ts';
import { type Published, publishTrigger, triggerName } from '../support/trigger.ts';
import { executionsOf, outputOf, unpublish } from '../support/workflows.ts';

/** The signing secret is derived from the credential's key; a new key must not cost an event. */
export const rotationSuite = (stage: () => Stage): void => {
	const [trigger] = triggerNodes;
	const [vendor] = trigger?.vendors ?? [];
	const [eventType] = vendor?.events ?? [];
	if (trigger === undefined || vendor === undefined || eventType === undefined) {
		throw new Error('No vendor has an event.');
	}

	describe('rotating the key of a published trigger', () => {
		type Key = { readonly id: string; readonly api_key: string };
		let credentials: Credentials;
		let published: Published;
		let [old, successor]: readonly (Key | undefined)[] = [];

		const credentialOf = (key: Key) => ({
			name: `Rotated ${randomUUID()}`,
			type: 'voicehooksApi',
			data: { baseUrl: stage().receiver.url, apiKey: key.api_key },
		});
		/** Sends an event; expects it as the nth execution. */
		const expectDelivery = async (nth: number): Promise<void> => {
			const { n8n, receiver } = stage();
			const id = await receiver.send(vendor, eventType);
			const [latest] = await executionsOf(n8n, published.workflowId, nth);
			expect(latest === undefined ? [] : outputOf(latest, triggerName)).toMatchObject([{ id }]);
		};

		beforeAll(async () => {
			const { n8n, receiver } = stage();
			const key = { name: 'n8n', scopes: ['read', 'subscribe'] };
			old = (await receiver.call('POST', '/v1/keys', key)).body;
			const stored = await n8n.api<{ id: string; name: string }>(
				'POST',
				'/credentials',
				credentialOf(old),
			);
			credentials = { voicehooksApi: { id: stored.id, name: stored.name } };
			published = await publishTrigger({ ...stage(), credentials }, trigger.node, [vendor]);
		});
		afterAll(() => unpublish(stage().n8n, published.workflowId));

		it('delivers while the credential still holds the old key', async () => {
			const { body } = await stage().receiver.call('POST', `/v1/keys/${old?.id}/rotate`, {});
			successor = body;
			await expectDelivery(1);
		});

		it('delivers once the credential holds its successor', async () => {
			if (successor === undefined) throw new Error('The key was not rotated.');
			const path = `/credentials/${credentials.voicehooksApi.id}`;
			await stage().n8n.rest('PATCH', path, credentialOf(successor));
			await expectDelivery(2);
		});

		it('delivers after the old key was revoked', async () => {
			const { status } = await stage().receiver.call('DELETE', `/v1/keys/${old?.id}`);
			expect(status).toBe(204);
			await expectDelivery(3);
		});
	});
};
