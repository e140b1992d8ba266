import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { type Hook, startHook } from './support/target.ts';
import { startWorld, type World } from './support/world.ts';

const perSecond = 500;
const seconds = 12;
const tickMs = 20;
const frameGapMs = 1_000;
const answerMs = 2_000;

type Frames = { readonly longest: number; readonly count: number };

describeWithChromium(`the page under load${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	beforeAll(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
	});
	afterAll(async () => {
		await world.stop();
		await hook.stop();
	});

	/** Posts at this pace whatever comes back; answers how many were taken, and in how long. */
	const drive = async (url: string) => {
		const agent = new Agent({ keepAlive: true, maxSockets: 32 });
		const answers: Promise<number>[] = [];
		const post = () =>
			new Promise<number>((resolve) => {
				const body = JSON.stringify({ event: 'call.ended', call_id: randomUUID() });
				const headers = { 'content-type': 'application/json', 'content-length': body.length };
				const asked = request(url, { method: 'POST', agent, headers }, (response) => {
					response.resume().on('end', () => resolve(response.statusCode ?? 0));
				});
				asked.on('error', () => resolve(0));
				asked.end(body);
			});
		const started = performance.now();
		while (answers.length < perSecond * seconds) {
			const due = Math.floor(((performance.now() - started) / 1_000) * perSecond);
			while (answers.length < Math.min(due, perSecond * seconds)) answers.push(post());
			await new Promise((resolve) => setTimeout(resolve, tickMs));
		}
		const statuses = await Promise.all(answers);
		const took = (performance.now() - started) / 1_000;
		agent.destroy();
		return { taken: statuses.filter((status) => status === 200).length, took };
	};

	it('does not freeze while 500 events arrive each second', async () => {
		const { body: source } = await world.api('POST', '/v1/sources', {
			vendor: 'vocalis',
			name: 'Busy',
		});
		const { body: webhook } = await world.api('POST', '/v1/subscriptions', {
			url: hook.url(),
			name: 'Warehouse',
			platform: 'custom',
			event_types: ['vocalis.*'],
		});
		await world.visit({ path: '/deliveries' }, async (person) => {
			await person.title('Deliveries');
			await person.page.evaluate(() => {
				const frames = { longest: 0, count: 0 };
				let before = performance.now();
				const frame = (now: number) => {
					frames.longest = Math.max(frames.longest, now - before);
					frames.count += 1;
					before = now;
					requestAnimationFrame(frame);
				};
				requestAnimationFrame(frame);
				Object.assign(globalThis, { frames });
			});
			const driven = drive(source.ingest_url);
			await person.row('Warehouse').find('cell').first().waitFor();
			await new Promise((resolve) => setTimeout(resolve, 4_000));
			const asked = performance.now();
			const filtered = person.page.waitForResponse((response) =>
				response.url().includes(`subscription_id=${webhook.id}`),
			);
			await person.choose('Webhook', 'Warehouse');
			await (await filtered).finished();
			await person.row('Warehouse').find('cell').first().waitFor();
			const answered = performance.now() - asked;
			const { taken, took } = await driven;
			const { longest, count } = await person.page.evaluate(
				() => (globalThis as unknown as { readonly frames: Frames }).frames,
			);
			const rate = Math.round(taken / took);
			process.stdout.write(
				`${rate} events/s for ${took.toFixed(1)} s: ${count} frames, the longest gap ${Math.round(longest)} ms; a filter answered in ${Math.round(answered)} ms\n`,
			);
			expect(taken).toBe(perSecond * seconds);
			expect(longest).toBeLessThan(frameGapMs);
			expect(answered).toBeLessThan(answerMs);
		});
	});
});
