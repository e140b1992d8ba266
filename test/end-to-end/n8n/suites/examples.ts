import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eventTypeOf, vendorById } from '@voicehooks/core';
import { type Hit, type Hook, startHook } from '../../../support/hooks.ts';
import { freshBody } from '../../../support/vendor-request.ts';
import type { Stage } from '../support/stage.ts';
import {
	createWorkflow,
	executionsOf,
	outputOf,
	publish,
	unpublish,
	type WorkflowDocument,
	type WorkflowNode,
} from '../support/workflows.ts';

const folder = join(__dirname, '../../../../n8n-nodes/examples');
const httpRequest = 'n8n-nodes-base.httpRequest';

/** An event to play, with what differs from its sample. */
type Played = {
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
	/** Delivered again afterwards, as after an outage. */
	readonly replayed?: true;
};

/** What reaches the user's own system: the path of the request and words of its body. */
type Request = { readonly path: string; readonly words: readonly string[] };

type Scene = {
	readonly played: readonly Played[];
	readonly requests: readonly Request[];
};

const interview = (interview_score: number | null): Played => ({
	type: 'voicehire.candidate.interview.completed',
	data: { interview_score },
});

/** What each example does with the events it is for, by the name of its file. */
const scenes: Readonly<Record<string, Scene>> = {
	'missed-call-to-message.json': {
		played: [
			{ type: 'dexem.cdr', data: { answered: true, caller_number: '+33600000001' } },
			{ type: 'dexem.cdr', data: { answered: false, caller_number: '+33600000002' } },
		],
		requests: [{ path: '/your-incoming-webhook', words: ['+33600000002', '+33176000000'] }],
	},
	'booking-to-calendar-row.json': {
		played: [
			{
				type: 'inboundflow.appointment.booked',
				data: { caller_name: 'Dave', appointment_time_start: '2026-02-25T10:00:00.000Z' },
				replayed: true,
			},
		],
		requests: [{ path: '/rows', words: ['Dave', '2026-02-25T10:00:00.000Z', 'inboundflow'] }],
	},
	'interview-to-score-routing.json': {
		played: [interview(8.5), interview(4), interview(6), interview(null)],
		requests: [
			{ path: '/invite', words: ['"interview_score":8.5'] },
			{ path: '/decline', words: ['"interview_score":4'] },
			{ path: '/review', words: ['"interview_score":6'] },
			{ path: '/review', words: ['"interview_score":null'] },
		],
	},
	'low-credits-to-alert.json': {
		played: [
			{ type: 'voicehire.credits.low', data: { credits_remaining: 3.5, threshold: 10 } },
			{ type: 'voicehire.credits.depleted', data: { last_campaign_id: 'abc123def456' } },
		],
		requests: [
			{ path: '/your-incoming-webhook', words: ['3.5', '10'] },
			{ path: '/your-incoming-webhook', words: ['abc123def456', 'URGENT'] },
		],
	},
};

const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.json'))
	.sort();

const isRequest = ({ path, words }: Request, hit: Hit): boolean =>
	hit.path === path && words.every((word) => hit.body.toString('utf8').includes(word));

/** The example workflows: imported as they are, but for the credential and where they send to. */
export const exampleSuite = (stage: () => Stage): void => {
	describe('an example workflow', () => {
		it.each(['.', 'fr'])('of the folder %s is imported by n8n’s own command', async (part) => {
			const { n8n } = stage();
			const input = join(folder, part);
			await n8n.command('import:workflow', '--separate', `--input=${input}`);
			const files = readdirSync(input).filter((file) => file.endsWith('.json'));
			const expected = files.map(
				(file) => JSON.parse(readFileSync(join(input, file), 'utf8')).name,
			);
			const { data } = await n8n.api<{ data: readonly { name: string }[] }>('GET', '/workflows');
			expect(data.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
		});
	});

	describe('an example workflow', () => {
		let hook: Hook;
		beforeEach(async () => {
			hook = await startHook();
		});
		afterEach(() => hook.stop());

		const send = async ({ type, data, replayed }: Played): Promise<void> => {
			const { receiver } = stage();
			const [vendorId = '', ...words] = type.split('.');
			const vendor = vendorById(vendorId);
			const eventType = vendor === undefined ? undefined : eventTypeOf(vendor, words.join('.'));
			if (vendor === undefined || eventType === undefined) throw new Error(`No event ${type}.`);
			const body = freshBody(vendor, eventType);
			const own =
				vendor.envelope.kind === 'enveloped' ? { data: { ...Object(body.data), ...data } } : data;
			const id = await receiver.send(vendor, eventType, { ...body, ...own });
			if (!replayed) return;
			await hook.waitFor(1, 60_000);
			await receiver.call('POST', `/v1/messages/${id}/replay`, {});
		};

		const prepared = (node: WorkflowNode): WorkflowNode => {
			const { credentials } = stage();
			if (node.type.startsWith(`${stage().nodes.name}.`)) return { ...node, credentials };
			if (node.type !== httpRequest) return node;
			const { pathname } = new URL(String(node.parameters.url));
			return { ...node, parameters: { ...node.parameters, url: new URL(pathname, hook.url).href } };
		};

		it.each(examples)('%s does what it says', async (file) => {
			const { n8n } = stage();
			const scene = scenes[basename(file)];
			if (scene === undefined) throw new Error(`No scene plays ${file}.`);
			const text = readFileSync(join(folder, file), 'utf8');
			expect(text).not.toMatch(/"credentials"|webhookId|vhk_|whsec_/);
			const { name, nodes, connections, settings } = JSON.parse(text) as WorkflowDocument;
			const id = await createWorkflow(n8n, {
				name,
				nodes: nodes.map(prepared),
				connections,
				...(settings === undefined ? {} : { settings }),
			});
			await publish(n8n, id);
			for (const played of scene.played) await send(played);
			const runs = scene.played.length + scene.played.filter(({ replayed }) => replayed).length;
			const executions = await executionsOf(n8n, id, runs);
			await unpublish(n8n, id);
			for (const execution of executions) outputOf(execution, name);
			expect(hook.hits).toHaveLength(scene.requests.length);
			for (const request of scene.requests) {
				expect(hook.hits.some((hit) => isRequest(request, hit))).toBe(true);
			}
		});
	});
};
