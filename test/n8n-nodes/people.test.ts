import { type Bench, startBench } from './support/bench.ts';
import { runner } from './support/run.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(() => bench.stop());

const run = runner(() => bench.n8n);
const post = (path: string, body?: object) => bench.service.call('POST', path, body);

describe('reaching people', () => {
	const call = { agentId: 'a_42', to: '+33612345678' };
	const sandboxed = async (name: string) => {
		const { body } = await post('/v1/sources', { vendor: name, name: 'Sandbox', sandbox: true });
		return String(body.id);
	};
	it('starts a call with variables, once for however many tries of the same execution', async () => {
		const sourceId = await sandboxed('vocalis');
		const node = bench.n8n.node('voicehooks', {}, 'Voicehooks');
		const parameters = {
			...call,
			variables: { variable: [{ name: 'first_name', value: 'Marie' }] },
			options: { sourceId },
		};
		const again = { executionId: 'execution_1', node };
		const [first] = await run('call', 'start', parameters, again);
		expect(first).toMatchObject({
			call_id: expect.any(String),
			sandbox: true,
			source_id: sourceId,
		});
		expect(await run('call', 'start', parameters, again)).toEqual([first]);
		const [other] = await run('call', 'start', parameters, {
			...again,
			executionId: 'execution_2',
		});
		expect(other?.call_id).not.toBe(first?.call_id);
	});

	it('calls each item, and each of them once', async () => {
		const sourceId = await sandboxed('vocalis');
		const found = await run(
			'call',
			'start',
			{ ...call, to: '={{ $json.phone }}', options: { sourceId } },
			{ items: [{ phone: '+33612345678' }, { phone: '+33612345679' }] },
		);
		expect(new Set(found.map(({ call_id: id }) => id)).size).toBe(2);
	});

	it('takes an idempotency key of the user', async () => {
		const options = { sourceId: await sandboxed('vocalis'), idempotencyKey: 'order-1' };
		const [first] = await run('call', 'start', { ...call, options });
		expect(await run('call', 'start', { ...call, options })).toEqual([first]);
		await expect(run('call', 'start', { ...call, agentId: 'a_43', options })).rejects.toMatchObject(
			{
				httpCode: '422',
			},
		);
	});

	it('says what is missing when no source can call', async () => {
		await expect(run('call', 'start', call)).rejects.toMatchObject({
			message: expect.stringMatching(/^Could not start the call: /),
			description: expect.stringMatching(/source_id|api_token/),
		});
	});

	it('says which field is wrong', async () => {
		const options = { sourceId: await sandboxed('vocalis') };
		await expect(run('call', 'start', { ...call, to: '0612', options })).rejects.toMatchObject({
			description: expect.stringContaining('to must be a phone number in international form'),
		});
	});

	it('sources a candidate', async () => {
		const sourceId = await sandboxed('voicehire');
		const [done] = await run('candidate', 'source', {
			campaignId: 'camp/1',
			firstName: 'Marie',
			lastName: 'Dupont',
			phone: '0612345678',
			options: { sourceId, email: 'marie@example.com' },
		});
		expect(done).toMatchObject({ campaign_id: 'camp/1', sandbox: true, source_id: sourceId });
	});
});
