import type { HookAnswer } from '../../zapier-app/stand-in/hook.ts';
import type { StepData } from '../../zapier-app/stand-in/operations.ts';
import { until } from '../../zapier-app/stand-in/until.ts';
import type { Zap } from '../../zapier-app/stand-in/zap.ts';
import { describeWithTools, toolsNote } from './built-zip.ts';
import { startWorld, type World } from './world.ts';

const trigger = 'vocalis_call_ended';
const type = 'vocalis.call.ended';

describeWithTools(`deliveries to Zapier${toolsNote}`, () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld({ vendor: null, locale: 'en' });
	});
	afterAll(() => world.stop());

	const turnOn = async (step: Partial<StepData> = {}): Promise<Zap> => {
		const zap = world.zapier.zap(trigger, { authData: world.authData, ...step });
		await zap.turnOn();
		return zap;
	};
	/** The first answers of a hook URL; after them it answers as Zapier does. */
	const first = (zap: Zap, ...answers: readonly HookAnswer[]) =>
		zap.behave((nth) => answers[nth - 1] ?? null);
	const secondsBetween = ({ requests: [one, two] }: Zap): number =>
		((two?.at ?? 0) - (one?.at ?? 0)) / 1_000;
	const subscription = async (zap: Zap) =>
		(await world.api('GET', `/v1/subscriptions/${zap.subscription().id}`)).body;

	it('run every zap of one trigger', async () => {
		const zaps = [await turnOn(), await turnOn()];
		const id = await world.send(type);
		for (const zap of zaps) {
			expect(await zap.waitForRuns(1)).toEqual([expect.objectContaining({ id })]);
		}
		const [one, other] = zaps;
		await one?.turnOff();
		const next = await world.send(type);
		expect((await other?.waitForRuns(2))?.[1]).toMatchObject({ id: next });
		expect(one?.requests).toHaveLength(1);
		await other?.turnOff();
	});

	it('run a zap for what its fields ask, and for nothing else', async () => {
		const inputData = { agent_id: ['agt_wanted'], source_id: world.sourceOf('vocalis') };
		const zap = await turnOn({ inputData });
		await world.send(type, { agent_id: 'agt_other' });
		const id = await world.send(type, { agent_id: 'agt_wanted' });
		expect(await zap.waitForRuns(1)).toEqual([
			expect.objectContaining({ id, agent_id: 'agt_wanted' }),
		]);
		expect(zap.requests).toHaveLength(1);
		await zap.turnOff();
	});

	it('run a zap once for an event that the vendor sends twice', async () => {
		const zap = await turnOn();
		const post = world.prepare(type);
		const ids = [await post(), await post()];
		const last = await world.send(type);
		await zap.waitForRuns(2);
		expect(zap.runs.map((row) => row.id)).toEqual([ids[0], last]);
		expect(ids[1]).toBe(ids[0]);
		await zap.turnOff();
	});

	it('are not believed without the signature', async () => {
		const zap = await turnOn();
		await world.send(type);
		await zap.waitForRuns(1);
		const [request] = zap.requests;
		const body = request?.body.toString() ?? '';
		const header = (name: string) => String(request?.headers[name]);
		const post = (content: string, signature = header('webhook-signature')) =>
			fetch(zap.targetUrl, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'webhook-id': header('webhook-id'),
					'webhook-timestamp': header('webhook-timestamp'),
					'webhook-signature': signature,
				},
				body: content,
			});
		await post(body.replace('"test":false', '"test":true'));
		await post(body, 'v1,AAAA');
		await post(`[${body}]`);
		await until(
			() => zap.faults.length + zap.runs.length === 4,
			() => 'They were not run.',
		);
		expect(zap.faults.map(({ name }) => name)).toEqual(['AppError', 'AppError', 'AppError']);
		expect(zap.runs).toHaveLength(1);
		await zap.turnOff();
	});

	it('stop at once when the key is revoked, and Zapier is told', async () => {
		const { body: key } = await world.api('POST', '/v1/keys', {
			name: 'Zapier',
			scopes: ['read', 'subscribe'],
		});
		const authData = { ...world.authData, api_key: key.api_key };
		const zaps = [await turnOn({ authData }), await turnOn({ authData })];
		await world.api('DELETE', `/v1/keys/${key.id}`);
		for (const zap of zaps) {
			await until(
				() => zap.state() === 'paused',
				() => 'Zapier was not told.',
			);
			expect(await subscription(zap)).toMatchObject({
				status: 'disabled',
				disabled_reason: 'key_revoked',
			});
		}
		await world.send(type);
		await expect(world.zapier.connect(authData)).rejects.toMatchObject({ name: 'AppError' });
		for (const zap of zaps) expect(zap.requests).toEqual([]);
	});

	it('go on while the key and the secret of a zap are replaced', async () => {
		const { body: key } = await world.api('POST', '/v1/keys', {
			name: 'Zapier',
			scopes: ['read', 'subscribe'],
		});
		const zap = await turnOn({ authData: { ...world.authData, api_key: key.api_key } });
		await world.api('POST', `/v1/keys/${key.id}/rotate`);
		const { body } = await world.api(
			'POST',
			`/v1/subscriptions/${zap.subscription().id}/rotate-secret`,
		);
		expect(body.secret).not.toBe(zap.subscription().secret);
		const id = await world.send(type);
		expect(await zap.waitForRuns(1)).toEqual([expect.objectContaining({ id })]);
		expect(zap.faults).toEqual([]);
		await zap.turnOff();
	});

	it('are held while a subscription is paused, and Zapier is not told', async () => {
		const zap = await turnOn();
		const path = `/v1/subscriptions/${zap.subscription().id}`;
		await world.api('POST', `${path}/pause`);
		const id = await world.send(type);
		const query = `message_id=${id}&subscription_id=${zap.subscription().id}`;
		const held = await world.api('GET', `/v1/deliveries?${query}`);
		expect(held.body.data).toEqual([expect.objectContaining({ status: 'held' })]);
		expect([zap.state(), zap.requests]).toEqual(['on', []]);
		await world.api('POST', `${path}/enable`, {});
		expect(await zap.waitForRuns(1)).toEqual([expect.objectContaining({ id })]);
		await zap.turnOff();
	});

	it('come again after a 500, five seconds later', async () => {
		const zap = await turnOn();
		first(zap, { status: 500 });
		const id = await world.send(type);
		expect(await zap.waitForRuns(1)).toEqual([expect.objectContaining({ id })]);
		expect(zap.requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
		// 5 s less the jitter of a fifth.
		expect(secondsBetween(zap)).toBeGreaterThan(3.9);
		await zap.turnOff();
	});

	it('wait as long as a 429 asks', async () => {
		const zap = await turnOn();
		first(zap, { status: 429, headers: { 'retry-after': '9' } });
		const ids = [await world.send(type)];
		await zap.waitForRequests(1);
		ids.push(await world.send(type));
		await zap.waitForRuns(2);
		expect(zap.runs.map((row) => row.id).sort()).toEqual(ids.sort());
		// The throttled target waits as a whole: the other event too.
		expect(secondsBetween(zap)).toBeGreaterThan(8.9);
		await zap.turnOff();
	});

	it('wait for a slow answer and take it', async () => {
		const zap = await turnOn();
		first(zap, { status: 200, afterMs: 4_000 });
		const [slow, quick] = [await world.send(type), await world.send(type)];
		await zap.waitForRuns(2);
		// Others go on beside it.
		expect(zap.runs.map((row) => row.id)).toEqual([quick, slow]);
		expect(zap.requests).toHaveLength(2);
		expect(await subscription(zap)).toMatchObject({ status: 'active' });
		await zap.turnOff();
	});

	it('give up on an answer after thirty seconds, and come again under the same id', async () => {
		const zap = await turnOn();
		first(zap, { status: 200, afterMs: 34_000 });
		const id = await world.send(type);
		const requests = await zap.waitForRequests(2, 60_000);
		expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
		expect(secondsBetween(zap)).toBeGreaterThan(30);
		await zap.turnOff();
	});

	it('are paced, so that Zapier’s limit of 30 a second is kept', async () => {
		const zap = await turnOn();
		// Without its limit, which would slow the service down if its own pace did not.
		zap.behave(() => ({ status: 200 }));
		const count = 120;
		const ids = new Set(await Promise.all(Array.from({ length: count }, () => world.send(type))));
		await zap.waitForRuns(count, 60_000);
		expect(new Set(zap.runs.map((row) => row.id))).toEqual(ids);
		const times = zap.requests.map(({ at }) => at);
		// 25 a second would take 4.8 s; a machine that stalls may see the first ones late.
		expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(3_800);
		await zap.turnOff();
	});
});
