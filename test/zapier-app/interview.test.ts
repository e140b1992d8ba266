import { sign, standardWebhooksScheme } from '@voicehooks/core';
import { startZapierBench, type ZapierBench } from './support/bench.ts';
import { deliveryOf } from './support/zap.ts';

const brief = 'voicehire.candidate.interview.completed';
const detailed = `${brief}.extended`;
const key = 'interview_completed';

let bench: ZapierBench;
/** What happens while the app waits for a detailed event. */
let meanwhile: () => Promise<unknown> = async () => {};
const waits: number[] = [];
beforeAll(async () => {
	bench = await startZapierBench({
		clock: {
			now: Date.now,
			wait: async (milliseconds) => {
				waits.push(milliseconds);
				await meanwhile();
			},
		},
	});
});
beforeEach(() => {
	meanwhile = async () => {};
	waits.length = 0;
});
afterAll(() => bench.stop());

let candidates = 0;
const newCandidate = () => {
	candidates += 1;
	return `candidate-${candidates}`;
};

/** Turns a Zap on, lets the events come in this order, and gives what it got of the nth. */
const zapThatGot = async (send: () => Promise<string>) => {
	const url = bench.freshUrl();
	const subscription = await bench.zap.subscribe(key, url);
	const id = await send();
	for (let count = 1; ; count += 1) {
		const hits = await bench.hook.waitFor(count);
		const hit = hits.find(
			(one) => one.path === new URL(url).pathname && one.headers['webhook-id'] === id,
		);
		if (hit === undefined) continue;
		return () => bench.zap.perform(key, { ...deliveryOf(hit), subscribeData: subscription });
	}
};

describe('the trigger Interview Completed', () => {
	it('gives the detailed version with its answers at once', async () => {
		const run = await zapThatGot(() => bench.send(detailed, { candidate_id: newCandidate() }));
		const [row] = await run();
		expect(row?.responses).toMatchObject([{ question: expect.any(String), score: 9 }]);
		expect(waits).toEqual([]);
	});

	it('gives the brief version, with the same keys, where no other comes', async () => {
		const run = await zapThatGot(() => bench.send(brief, { candidate_id: newCandidate() }));
		const [row, ...others] = await run();
		expect(others).toEqual([]);
		expect(row).toMatchObject({ type: brief, interview_score: 8.5, responses: null });
		expect(Object.keys(row ?? {})).toEqual(
			Object.keys(bench.app.triggers[key]?.operation.sample ?? {}),
		);
		expect(waits).toEqual([2_000]);
	});

	it('leaves the brief version out when the detailed one came before it', async () => {
		const candidate_id = newCandidate();
		await bench.send(detailed, { candidate_id });
		const run = await zapThatGot(() => bench.send(brief, { candidate_id }));
		expect(await run()).toEqual([]);
		expect(waits).toEqual([]);
	});

	it('leaves the brief version out when the detailed one comes right after it', async () => {
		const candidate_id = newCandidate();
		const run = await zapThatGot(() => bench.send(brief, { candidate_id }));
		meanwhile = () => bench.send(detailed, { candidate_id });
		expect(await run()).toEqual([]);
	});

	it('takes the interview of another candidate, or of another source, for another', async () => {
		const candidate_id = newCandidate();
		await bench.send(detailed, { candidate_id: newCandidate() });
		await bench.send(detailed, { candidate_id }, await bench.addSource('voicehire'));
		const run = await zapThatGot(() => bench.send(brief, { candidate_id }));
		expect(await run()).toHaveLength(1);
	});

	it('takes an interview of the same candidate, hours later, for another', async () => {
		const candidate_id = newCandidate();
		await bench.send(detailed, { candidate_id });
		const [event] = await bench.service
			.call<{ data: Record<string, unknown>[] }>('GET', `/v1/messages?type=${detailed}&limit=1`)
			.then(({ body }) => body.data);
		const subscription = await bench.zap.subscribe(key, bench.freshUrl());
		const receivedAt = new Date(Date.now() + 2 * 3_600_000).toISOString();
		const body = JSON.stringify({ ...event, type: brief, received_at: receivedAt });
		const timestamp = Math.floor(Date.now() / 1_000);
		const headers = {
			'webhook-id': 'msg_1',
			'webhook-timestamp': String(timestamp),
			'webhook-signature': sign(standardWebhooksScheme, {
				secret: subscription.secret,
				id: 'msg_1',
				timestamp,
				body,
			}),
		};
		const delivery = deliveryOf({ headers, body: Buffer.from(body) });
		expect(await bench.zap.perform(key, { ...delivery, subscribeData: subscription })).toHaveLength(
			1,
		);
	});

	it('gives a brief version that names nobody, and one published without a source', async () => {
		const nobody = await zapThatGot(() => bench.publish(brief, { candidate_id: null }));
		expect(await nobody()).toHaveLength(1);
		const call = await zapThatGot(() => bench.publish(brief, { candidate_id: newCandidate() }));
		expect(await call()).toMatchObject([{ source_id: null }]);
	});

	it('shows each interview once in the editor', async () => {
		const [one, other] = [newCandidate(), newCandidate()];
		await bench.send(brief, { candidate_id: other });
		await bench.send(brief, { candidate_id: one });
		await bench.send(detailed, { candidate_id: one });
		const rows = await bench.zap.list(key);
		expect(rows.slice(0, 2)).toMatchObject([
			{ type: detailed, candidate_id: one },
			{ type: brief, candidate_id: other },
		]);
		expect(rows).toHaveLength(3);
	});

	it('exists beside the triggers for each version', () => {
		const { triggers } = bench.app;
		expect(triggers[key]?.display.label).toBe('Interview Completed');
		expect(triggers.voicehire_candidate_interview_completed?.display.label).toBe(
			'VoiceHire Interview Completed (Brief)',
		);
		expect(triggers.voicehire_candidate_interview_completed_extended?.display.label).toBe(
			'VoiceHire Interview Completed (Extended)',
		);
	});
});
