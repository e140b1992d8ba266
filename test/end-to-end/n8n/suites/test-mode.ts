import { randomUUID } from 'node:crypto';
import { triggerNodes } from '../support/package.ts';
import type { Stage } from '../support/stage.ts';
import {
	type Published,
	publishTrigger,
	subscriptionsOf,
	triggerName,
} from '../support/trigger.ts';
import { until, untilTrue } from '../support/until.ts';
import {
	type Execution,
	endedExecutions,
	type Item,
	listen,
	outputOf,
	unpublish,
} from '../support/workflows.ts';

/** "Listen for test event" of the editor, beside the same workflow in production. */
export const testModeSuite = (stage: () => Stage): void => {
	const [trigger] = triggerNodes;
	const [vendor] = trigger?.vendors ?? [];
	const [eventType] = vendor?.events ?? [];
	if (trigger === undefined || vendor === undefined || eventType === undefined) {
		throw new Error('No vendor has an event.');
	}

	describe('listening for a test event', () => {
		let published: Published;
		beforeAll(async () => {
			published = await publishTrigger(stage(), trigger.node, [vendor]);
		});
		afterAll(() => unpublish(stage().n8n, published.workflowId));

		const modes = async (): Promise<readonly string[]> =>
			(await subscriptionsOf(stage(), published.workflowId)).map(({ mode }) => mode);
		const executionsIn = (mode: string, count: number): Promise<readonly Execution[]> =>
			until(`${count} executions in mode ${mode}`, async () => {
				const ended = await endedExecutions(stage().n8n, published.workflowId);
				const found = ended.filter((execution) => execution.mode === mode);
				return found.length >= count ? found : undefined;
			});
		/** Listens for the nth time; answers what the trigger put out once n8n has stopped listening. */
		const listenOnce = async (nth: number): Promise<Item['json'] | undefined> => {
			expect(await listen(stage().n8n, published.workflowId, triggerName)).toEqual({
				waitingForWebhook: true,
			});
			const [latest] = await executionsIn('manual', nth);
			await untilTrue('the test subscription is gone', async () => {
				return !(await modes()).includes('test');
			});
			return latest === undefined ? undefined : outputOf(latest, triggerName)[0];
		};

		it('gets the sample at once, without a phone call', async () => {
			expect(await listenOnce(1)).toMatchObject({ vendor: vendor.id, test: true });
		});

		it('gets the last real event once there is one', async () => {
			const call_id = `c_${randomUUID()}`;
			await stage().receiver.send(vendor, eventType, { event: eventType.name, call_id });
			await executionsIn('webhook', 1);
			expect(await listenOnce(2)).toMatchObject({ test: true, data: { call_id } });
		});

		it('leaves the production subscription as it was', async () => {
			const [left, ...others] = await subscriptionsOf(stage(), published.workflowId);
			expect(others).toEqual([]);
			expect(left).toMatchObject({ id: published.subscription.id, status: 'active' });
		});
	});
};
