import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import {
	deliveryTexts,
	detailTexts,
	replayTexts,
	statusTexts,
} from '../../../receiver-service/src/dashboard/pages/deliveries/texts.ts';
import { overviewTexts } from '../../../receiver-service/src/dashboard/pages/overview/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

type Delivery = {
	readonly id: string;
	readonly status: string;
	readonly replay: boolean;
	readonly message_id: string;
};

describeWithChromium(`deliveries${chromiumNote}`, () => {
	let world: World;
	let good: Hook;
	let bad: Hook;
	const ids = { good: '', bad: '' };
	beforeAll(async () => {
		[world, good, bad] = await Promise.all([startWorld(), startHook(), startHook()]);
		good.answer({ status: 202, body: '{"taken":true}' });
		bad.answer({ status: 500, body: 'Nobody is in <b>today</b>.' });
		const add = async (name: string, url: string, type: string, policy: object = {}) =>
			(
				await world.api('POST', '/v1/subscriptions', {
					name,
					url,
					event_types: [type],
					platform: 'custom',
					...policy,
				})
			).body.id;
		ids.good = await add('Warehouse', good.url(), 'vocalis.*');
		ids.bad = await add('Broken', bad.url(), 'voicehire.*', {
			policy: { schedule_seconds: [1, 1], timeout_seconds: 5 },
		});
	});
	afterAll(async () => {
		await world.stop();
		await Promise.all([good.stop(), bad.stop()]);
	});

	const deliveries = async (query: string) =>
		(await world.api('GET', `/v1/deliveries?${query}`)).body.data as unknown as readonly Delivery[];
	const publish = async (vendor: string, event: string, data: object): Promise<string> =>
		(await world.api('POST', '/v1/messages', { vendor, event, data })).body.id;
	const ended = (messageId: string, status: string) =>
		until(
			async () =>
				(await deliveries(`message_id=${messageId}`)).find((each) => each.status === status),
			`a delivery of ${messageId} is ${status}`,
		);
	const replaysOf = async (id: string) =>
		(await deliveries(`subscription_id=${id}&limit=100`)).filter(({ replay }) => replay).length;

	describe.each(languages)('in %s', (language) => {
		it('follows live: an event that arrives appears, and is delivered, by itself', async () => {
			await world.visit({ language, path: '/deliveries' }, async (person) => {
				const t = person.texts(deliveryTexts);
				await person.choose(t.webhook, 'Warehouse');
				await person.find('checkbox', t.live).waitFor();
				const id = await publish('vocalis', 'call.ended', { call_id: `live-${language}` });
				const done = await ended(id, 'succeeded');
				await person.page.locator(`a[href="/deliveries/${done.id}"]`).waitFor();
				await person.row('Warehouse').see(person.texts(statusTexts).succeeded);
				await person.row('Warehouse').see('HTTP 202');
				await person.open(`/deliveries/${done.id}`);
				const detail = person.texts(detailTexts);
				await person.page.getByText(detail.response, { exact: true }).click();
				await person
					.find('figure')
					.filter({ hasText: `${detail.response} 1` })
					.waitFor();
				await person.see('"taken"');
			});
		});

		it('shows every attempt, the exact request and the answer, and delivers it again', async () => {
			const messageId = await publish('voicehire', 'candidate.interview.completed', {
				candidate_id: `c-${language}`,
			});
			const { id } = await ended(messageId, 'dead_letter');
			await world.visit({ language, path: `/deliveries/${id}` }, async (person) => {
				const t = person.texts(detailTexts);
				const said = person.texts(deliveryTexts);
				for (const which of [1, 2, 3]) await person.see(t.attempt(which));
				expect(await person.find('list', t.timeline).getByRole('listitem').count()).toBe(3);
				await person.see(t.noResponse);
				await person.seeNo('Nobody is in');
				const sent = bad.received.findLast(({ body }) => body.includes(`c-${language}`));
				const page = await person.text();
				expect(page).toContain(sent?.headers['webhook-signature']);
				expect(page).toContain(sent?.headers['webhook-id']);
				expect(page).toContain(sent?.body.slice(0, 60));
				const { copyOf } = person.texts(componentTexts);
				await person.press(copyOf('voicehire.candidate.interview.completed'));
				const copied = await person.page.evaluate(() => navigator.clipboard.readText());
				expect(JSON.parse(copied)).toEqual(JSON.parse(sent?.body ?? ''));

				const before = bad.received.length;
				await person.press(said.relaunch);
				await person.see(said.relaunched(1));
				await until(() => bad.received.length > before, 'it is sent again');
				expect(bad.received.at(-1)?.headers['voicehooks-replay']).toMatch(/^dlv_/);
				await until(() => !person.page.url().endsWith(id), 'the page of the new delivery');
			});
		});

		it('filters by status, event, webhook, identifier and period, and keeps that in its address', async () => {
			await world.visit({ language, path: '/deliveries' }, async (person) => {
				const t = person.texts(deliveryTexts);
				const states = person.texts(statusTexts);
				const rows = person.find('table').locator('tbody tr');
				const shows = async (query: string) => {
					await until(async () => {
						const wanted = (await deliveries(`limit=50&${query}`)).length;
						return wanted > 0 && (await rows.count()) === wanted;
					}, `the rows of ${query}`);
				};
				await person.pick(t.status, states.dead_letter);
				await shows('status=dead_letter');
				await until(
					async () => !(await person.find('table').innerText()).includes('Warehouse'),
					'only those given up',
				);
				await person.page.reload();
				await shows('status=dead_letter');
				await person.press(t.reset);
				await person.choose(t.webhook, 'Warehouse');
				await shows(`subscription_id=${ids.good}`);
				await person.press(t.reset);
				await person.pick(t.events, t.allOf('VOCALIS'));
				await shows('type=vocalis.*');
				await person.press(t.reset);
				const [one] = await deliveries(`subscription_id=${ids.bad}`);
				await person.fill(t.id, one?.id ?? '');
				await shows(`id=${one?.id}`);
				await person.press(t.reset);
				await person.choose(person.texts(componentTexts).period, person.texts(componentTexts).hour);
				await shows('order=desc');
				await person.choose(t.webhook, 'Broken');
				await person.pick(t.status, states.held);
				await person.see(t.emptyFiltered);
			});
		});

		it('delivers one again, a selection, and a period', async () => {
			await publish('vocalis', 'call.ended', { call_id: `a-${language}` });
			await ended(
				await publish('vocalis', 'call.ended', { call_id: `b-${language}` }),
				'succeeded',
			);
			const path = `/deliveries?subscription_id=${ids.good}`;
			await world.visit({ language, path }, async (person) => {
				const t = person.texts(deliveryTexts);
				const before = await replaysOf(ids.good);
				await person.row('Warehouse').press(new RegExp(t.relaunchOf('.+', '.+')));
				await person.see(t.relaunched(1));
				expect(await replaysOf(ids.good)).toBe(before + 1);

				await until(
					async () => (await deliveries(`subscription_id=${ids.good}&status=pending`)).length === 0,
					'all have ended',
				);
				await person.tick(t.selectPage);
				await person.press(t.relaunchSelected);
				await until(async () => (await replaysOf(ids.good)) >= before + 3, 'the selection is sent');

				const words = person.texts(replayTexts);
				await person.press(t.range);
				const dialog = person.dialog(t.range);
				await dialog.choose(person.texts(componentTexts).period, person.texts(componentTexts).hour);
				await dialog.tick(words.dead_letter);
				await dialog.choose(t.webhook, 'Broken');
				await dialog.press(words.review);
				await dialog.see(words.willDeliveries);
				const [given, again] = [
					(await deliveries(`subscription_id=${ids.bad}&status=dead_letter&limit=100`)).length,
					await replaysOf(ids.bad),
				];
				await dialog.press(t.relaunch);
				await until(async () => (await replaysOf(ids.bad)) > again, 'the period is sent again');
				expect(given).toBeGreaterThan(0);
				const { body } = await world.api('GET', '/v1/audit-log?action=replay.create');
				expect(body.data.length).toBeGreaterThan(0);
			});
		});

		it('sums it up on the overview', async () => {
			await world.visit({ language, path: '/' }, async (person) => {
				const t = person.texts(overviewTexts);
				const { totals } = (await world.api('GET', '/v1/statistics')).body as unknown as {
					readonly totals: { readonly events: number };
				};
				expect(totals.events).toBeGreaterThan(2);
				for (const chart of [t.traffic(t.minute), t.rate, t.times, t.waiting, t.age]) {
					await person.find('figure', chart).locator('canvas').waitFor();
				}
				const traffic = person.within(person.find('figure', t.traffic(t.minute)));
				await traffic.page.getByText(person.texts(componentTexts).asTable).first().click();
				const sums = await traffic
					.find('table')
					.locator('tbody tr td:nth-child(2)')
					.allInnerTexts();
				expect(sums.reduce((sum, text) => sum + Number(text), 0)).toBeGreaterThanOrEqual(
					totals.events,
				);
				const waiting = person.find('figure', t.waiting);
				await waiting.getByText(person.texts(componentTexts).asTable).click();
				const givenUp = waiting.locator('tbody tr:last-child td:last-child');
				await until(async () => Number(await givenUp.innerText()) > 0, 'the backlog is shown');
				for (const figure of [t.successRate, t.p50, t.p95, t.backlog]) await person.see(figure);
				await person.see('Broken');
			});
		});
	});

	it('goes through a long list page by page and back, and finds it by a period', async () => {
		const { body: source } = await world.api('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Many',
		});
		const { body: archive } = await world.api('POST', '/v1/subscriptions', {
			name: 'Archive',
			url: good.url('/archive'),
			event_types: ['inboundflow.lead.created'],
			platform: 'custom',
		});
		const count = 120;
		const sent = Array.from({ length: count }, () =>
			post(source.ingest_url, vendorEvent('inboundflow.lead.created', null)),
		);
		await Promise.all(sent);
		const path = `/deliveries?subscription_id=${archive.id}`;
		await world.visit({ language: 'fr', path }, async (person) => {
			const words = person.texts(componentTexts);
			const links = person.find('table').locator('tbody a[href^="/deliveries/"]');
			/** The rows of the page before stay until those of the next are there. */
			const shown = async (
				page: number,
				rows: number,
				before: readonly string[] = [],
			): Promise<readonly string[]> => {
				await person.see(words.page(page));
				let hrefs: readonly string[] = [];
				await until(async () => {
					hrefs = await links.evaluateAll((all) =>
						all.map((each) => each.getAttribute('href') ?? ''),
					);
					return hrefs.length === rows && hrefs[0] !== before[0];
				}, `${rows} rows of page ${page}`);
				return hrefs;
			};
			const first = await shown(1, 50);
			await person.press(words.next);
			const second = await shown(2, 50, first);
			await person.press(words.next);
			const third = await shown(3, 20, second);
			expect(new Set([...first, ...second, ...third]).size).toBe(count);
			expect(await person.find('button', words.next).isDisabled()).toBe(true);
			await person.press(words.previous);
			await person.press(words.previous);
			expect(await shown(1, 50, second)).toEqual(first);

			/** As people in Paris write it into the field. */
			const inHours = (hours: number) =>
				new Date(Date.now() + hours * 3_600_000)
					.toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
					.slice(0, 16)
					.replace(' ', 'T');
			await person.choose(words.period, words.own);
			await person.fill(words.from, inHours(-2));
			await person.fill(words.until, inHours(-1));
			await person.see(person.texts(deliveryTexts).emptyFiltered);
			await person.fill(words.until, inHours(1));
			expect(await shown(1, 50)).toEqual(first);
		});
	});
});
