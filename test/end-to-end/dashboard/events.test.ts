import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { parseGuide } from '../../../receiver-service/build/guides/parse.ts';
import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import { catalogueTexts } from '../../../receiver-service/src/dashboard/pages/catalogue/texts.ts';
import {
	detailTexts,
	eventsTexts,
} from '../../../receiver-service/src/dashboard/pages/events/texts.ts';
import { sectionsOf } from '../../../receiver-service/src/dashboard/pages/guides/guide.ts';
import {
	guideFile,
	guideNames,
} from '../../../receiver-service/src/dashboard/pages/guides/place.ts';
import {
	guideTexts,
	guideTitles,
} from '../../../receiver-service/src/dashboard/pages/guides/texts.ts';
import {
	reasonTexts,
	receiptDetailTexts,
	receiptTexts,
} from '../../../receiver-service/src/dashboard/pages/receipts/texts.ts';
import {
	sandboxTexts,
	verdictTexts,
} from '../../../receiver-service/src/dashboard/pages/sandbox/texts.ts';
import {
	mapTexts,
	meaningTexts,
} from '../../../receiver-service/src/dashboard/pages/sources/field-texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import {
	eventTexts,
	outcomeTexts,
	statusTexts,
	testTexts,
} from '../../../receiver-service/src/dashboard/vendor/texts.ts';
import { newSecret } from '../../support/secret.ts';
import { seriousFaults } from './support/axe.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { plain } from './support/person.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

type Vendor = {
	readonly id: string;
	readonly name: string;
	readonly snippets: Readonly<Record<'python' | 'javascript' | 'php', string>> | null;
};
type EventType = {
	readonly type: string;
	readonly vendor: string;
	readonly label: { readonly en: string; readonly fr: string };
};
type Source = { readonly id: string; readonly ingest_url: string };

type Guides = {
	readonly guides: readonly { readonly id: string; readonly url: { en: string; fr: string } }[];
};

const hourMs = 3_600_000;

const guideOf = (name: (typeof guideNames)[number], language: (typeof languages)[number]) =>
	parseGuide(
		readFileSync(join(import.meta.dirname, '../../../docs', guideFile(name, language)), 'utf8'),
	);

const isSeen = (page: Page, id: string): Promise<boolean> =>
	page.evaluate((wanted) => {
		const { top, bottom } = document.getElementById(wanted)?.getBoundingClientRect() ?? {
			top: -1,
			bottom: -1,
		};
		return top >= 0 && bottom <= innerHeight;
	}, id);

/** What a guide must not have: code that runs, styles of its own, careless links, lost pictures. */
const strangeIn = (page: Page): Promise<readonly string[]> =>
	page.evaluate(async () => {
		const found = (query: string) =>
			[...document.querySelectorAll(`article ${query}`)].map((each) => each.outerHTML);
		const pictures = [...document.querySelectorAll<HTMLImageElement>('article img')];
		const lost = await Promise.all(
			pictures.map((picture) =>
				picture.decode().then(
					() => [],
					() => [picture.src],
				),
			),
		);
		return [
			...found(':is(script, iframe, object, style, [style], [onerror], [onclick])'),
			...found('a[href^="http"]:not([rel="noreferrer noopener"][target="_blank"])'),
			...found('a:not([href^="http"], [href^="#"], [href^="/"], [href^="mailto:"])'),
			...lost.flat(),
		];
	});

describeWithChromium(`events${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	const secret = newSecret();
	const sources = new Map<string, Source>();
	beforeAll(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
		for (const vendor of ['inboundflow', 'voicehire', 'vocalis']) {
			const body = { vendor, name: `Main ${vendor}`, signing_secret: secret };
			sources.set(vendor, (await world.api('POST', '/v1/sources', body)).body);
		}
		await world.api('POST', '/v1/subscriptions', {
			url: hook.url(),
			name: 'Warehouse',
			platform: 'custom',
			event_types: ['inboundflow.*'],
		});
	});
	afterAll(async () => {
		await world.stop();
		await hook.stop();
	});

	const send = (type: string, fields: object, at = Date.now()) => {
		const source = sources.get(type.slice(0, type.indexOf('.')));
		return post(source?.ingest_url ?? '', vendorEvent(type, secret, { ...fields }, at));
	};
	const list = async <T>(path: string) =>
		(await world.api('GET', path)).body.data as unknown as readonly T[];

	describe.each(languages)('in %s', (language) => {
		it('finds events by telephone number, e-mail address, call and candidate', async () => {
			const number = language === 'en' ? '01' : '02';
			const person1 = {
				caller_phone: `+336987654${number}`,
				caller_email: `a.${language}@example.com`,
			};
			const call = await send('inboundflow.call.completed', {
				...person1,
				call_id: `call-${language}`,
				caller_name: `Zoé ${language}`,
			});
			const candidate = await send('voicehire.candidate.sourced', {
				candidate_id: `cand-${language}`,
			});
			await world.visit({ language, path: '/events' }, async (person) => {
				const t = person.texts(eventsTexts);
				const rows = person.find('table', t.title).locator('tbody tr');
				const finds = async (label: string, value: string, id: string) => {
					await person.fill(label, value);
					await person.press(t.search);
					await until(async () => (await rows.count()) === 1, `one event for ${value}`);
					expect(await rows.getByRole('link').first().getAttribute('href')).toBe(`/events/${id}`);
					expect(person.page.url()).not.toContain(encodeURIComponent(value));
					await person.press(t.clear);
					await until(async () => (await rows.count()) > 1, 'all of them again');
				};
				await person.page.getByText(t.more, { exact: true }).click();
				await finds(t.phone, `06 98 76 54 ${number}`, call.id);
				await finds(t.email, person1.caller_email, call.id);
				await finds(t.callId, `call-${language}`, call.id);
				await finds(t.candidateId, `cand-${language}`, candidate.id);
				await person.row(`Zoé ${language}`).see(t.verified);

				const words = person.texts(componentTexts);
				await person.fill(t.email, person1.caller_email);
				await person.press(t.search);
				await until(async () => (await rows.count()) === 1, 'the event of this address');
				await person.choose(words.period, words.own);
				await person.fill(words.until, '2020-01-01T00:00');
				await person.see(t.empty);
				await person.choose(words.period, words.hour);
				await until(async () => (await rows.count()) === 1, 'it came within the hour');
			});
		});

		it('shows duplicates beside the event that they repeat', async () => {
			const source = sources.get('inboundflow');
			const event = vendorEvent('inboundflow.call.completed', secret, { caller_name: 'Twice' });
			const first = await post(source?.ingest_url ?? '', event);
			expect(await post(source?.ingest_url ?? '', event)).toEqual(first);
			await world.visit({ language, path: '/events' }, async (person) => {
				const t = person.texts(eventsTexts);
				await person.choose(t.show, t.duplicates);
				const row = person.row(person.texts(outcomeTexts).duplicate);
				await row.see(person.texts(reasonTexts).duplicate);
				await row.follow(person.texts(receiptTexts).first);
				await until(() => person.page.url().endsWith(first.id), 'the first one is open');
				await person.see(person.texts(detailTexts).duplicates);
			});
		});

		it('holds a stale event in quarantine, and delivers it when told to', async () => {
			const stale = await send(
				'inboundflow.call.completed',
				{ call_id: `stale-${language}` },
				Date.now() - hourMs,
			);
			expect(stale.status).toBe(200);
			await world.visit({ language, path: '/events' }, async (person) => {
				const t = person.texts(eventsTexts);
				const receipts = person.texts(receiptTexts);
				const held = () => hook.received.some(({ body }) => body.includes(`stale-${language}`));
				await person.choose(t.show, t.quarantined);
				const row = person.row(person.texts(outcomeTexts).quarantined);
				await row.see(person.texts(reasonTexts).stale_timestamp);
				await person.page.getByText(t.more, { exact: true }).click();
				await person.fill(t.callId, 'another');
				await person.press(t.search);
				await person.see(t.emptyQuarantine);
				await person.fill(t.callId, `stale-${language}`);
				await person.press(t.search);
				await row.see(person.texts(reasonTexts).stale_timestamp);
				expect(held()).toBe(false);
				if (language === 'en') await row.press(receipts.accept);
				else {
					await row.follow(receipts.open);
					await person.see(person.texts(detailTexts).quarantined);
					await person.press(person.texts(detailTexts).deliver);
				}
				await person.dialog(receipts.acceptOf).press(receipts.accept);
				await person.see(receipts.accepted(1));
				await until(held, 'it is delivered');
				expect((await world.api('GET', `/v1/messages/${stale.id}`)).body.status).toBe('accepted');
			});
		});

		it('shows what was refused as it came, without its keys', async () => {
			const { ingest_url: url } = sources.get('vocalis') ?? { ingest_url: '' };
			const { headers, body } = vendorEvent('vocalis.call.ended', newSecret(), {
				call_id: `forged-${language}`,
			});
			const refused = await fetch(url, {
				method: 'POST',
				headers: { ...headers, authorization: 'Bearer s3same' },
				body: new Uint8Array(body),
			});
			expect(refused.status).toBe(401);
			const [made] = await list<{ readonly id: string }>('/v1/receipts?outcome=rejected');
			const outcome = async () => {
				const { body } = await world.api('GET', `/v1/receipts/${made?.id}`);
				return (body as unknown as { readonly outcome: string }).outcome;
			};
			await world.visit({ language, path: '/receipts' }, async (person) => {
				const t = person.texts(receiptTexts);
				const detail = person.texts(receiptDetailTexts);
				await person.choose(t.outcome, person.texts(outcomeTexts).rejected);
				await person.row(person.texts(reasonTexts).signature_mismatch).follow(t.details);
				await person.see(detail.keptFor);
				const text = await person.text();
				expect(text).toContain(`forged-${language}`);
				expect(text).toContain('authorization: [redacted]');
				expect(text).not.toContain('s3same');
				await person.press(t.accept);
				await person.dialog(t.acceptOf).press(t.accept);
				await until(async () => (await outcome()) === 'accepted', 'it is accepted');
			});
		});

		it('shows an event with its fields and deliveries, and replays it', async () => {
			const { id } = await send('inboundflow.call.completed', { summary: `Brakes ${language}` });
			await world.visit({ language, path: `/events/${id}` }, async (person) => {
				const t = person.texts(detailTexts);
				await person.see(`Brakes ${language}`);
				await person.row('Warehouse').see(person.texts(statusTexts).succeeded);
				await person.press(t.replay);
				const dialog = person.dialog(t.replay);
				await dialog.choose(t.replayTo, 'Warehouse');
				await dialog.press(t.replay);
				await person.see(t.replayDone(1));
				const sent = await until(() => {
					const both = hook.received.filter(({ body }) => body.includes(`Brakes ${language}`));
					return both.length === 2 && both;
				}, 'it is delivered twice');
				expect(sent[1]?.headers['webhook-id']).toBe(sent[0]?.headers['webhook-id']);
			});
		});

		it('learns the fields of Dexem from a captured delivery', async () => {
			const body = { vendor: 'dexem', name: `Calls ${language}` };
			const { body: source } = await world.api('POST', '/v1/sources', body);
			const cdr = (number: string) =>
				vendorEvent('dexem.cdr', null, { tracking_number: { number, source: 'Google Ads' } });
			await post(source.ingest_urls.cdr, cdr('+33176000001'));
			await world.visit({ language, path: `/sources/${source.id}` }, async (person) => {
				const t = person.texts(mapTexts);
				const meanings = person.texts(meaningTexts);
				await person.choose(t.meaningOf('tracking_number.number'), meanings.tracking_number);
				await person.choose(t.meaningOf('caller_number'), meanings.caller_phone_e164);
				await person.press(t.save);
				await person.see(t.saved);
				const { field_map } = (await world.api('GET', `/v1/sources/${source.id}`))
					.body as unknown as { readonly field_map: object };
				expect(field_map).toEqual({
					tracking_number: 'tracking_number.number',
					caller_phone_e164: 'caller_number',
				});
				await post(source.ingest_urls.cdr, cdr('+33176000002'));
				const seen = await list<{ readonly value: string }>(
					`/v1/filter-values?field=tracking_number&source_id=${source.id}`,
				);
				expect(seen.map(({ value }) => value)).toContain('+33176000002');
			});
		});

		it('sends a sample through the whole pipe, to the sandbox and to a webhook', async () => {
			const source = sources.get('inboundflow');
			const { label } = (await list<EventType>('/v1/event-types?vendor=inboundflow')).find(
				({ type }) => type.endsWith('lead.created'),
			) as EventType;
			await world.visit({ language, path: `/sources/${source?.id}` }, async (person) => {
				const t = person.texts(testTexts);
				const before = hook.received.length;
				await person.choose(t.event, label[language]);
				await person.pick(t.also, 'Warehouse');
				await person.press(t.send);
				await person.find('list', t.result).getByText('Warehouse').waitFor();
				await until(() => hook.received.length > before, 'the webhook received it');
				expect(hook.received.at(-1)?.body).toContain('"test":true');

				const said = person.texts(sandboxTexts);
				await person.follow(t.toSandbox);
				const row = person.row('inboundflow.lead.created');
				await row.see(said.valid);
				await row.press(new RegExp(`^${said.show}`));
				await person.see(person.texts(verdictTexts).verified);
				await person.press(person.texts(componentTexts).close);
				await person.press(said.clear);
				await person.dialog(said.clearAsk).press(said.clear);
				await person.see(said.empty);
				expect(await list('/v1/sandbox/requests')).toEqual([]);
			});
		});

		it('judges the signature of whatever is posted to the sandbox', async () => {
			const { url } = (await world.api('GET', '/v1/sandbox')).body;
			await world.visit({ language, path: '/sandbox' }, async (person) => {
				const said = person.texts(sandboxTexts);
				await person.see(url);
				await fetch(url, { method: 'POST', body: '{"event":"by.hand"}' });
				await person.row('by.hand').see(said.unsigned);
			});
		});

		it('has a catalogue with each vendor’s events, samples and snippets to paste', async () => {
			const types = await list<EventType>('/v1/event-types');
			const vendors = await list<Vendor>('/v1/vendors');
			await world.visit({ language, path: '/catalogue' }, async (person) => {
				const t = person.texts(catalogueTexts);
				for (const { id, name, snippets } of vendors) {
					await person.follow(new RegExp(`^${name}`));
					await person.title(name);
					const said = await person.text();
					for (const { type, label } of types.filter(({ vendor }) => vendor === id)) {
						expect(said).toContain(type);
						expect(said).toContain(plain(label[language]));
					}
					if (snippets === null) await person.see(t.unsigned(name));
					for (const [tool, tab] of Object.entries(snippets === null ? {} : names)) {
						await person.click('tab', tab);
						await person.press(person.texts(componentTexts).copyOf(t.snippet(tab)));
						const copied = await person.page.evaluate(() => navigator.clipboard.readText());
						expect(copied).toBe(snippets?.[tool as keyof typeof names]);
					}
					const guides = person.texts(guideTexts);
					for (const platform of ['zapier', 'n8n', 'make'] as const) {
						const link = person.find('link', guides.buildIn(person.texts(guideTitles)[platform]));
						expect(await link.getAttribute('href')).toBe(`/guides/${platform}`);
					}
					await person.goTo('catalogue');
				}
			});
		});

		it('has every guide to read, from the catalogue on', async () => {
			await world.visit({ language, path: '/catalogue' }, async (person) => {
				const { page } = person;
				const t = person.texts(guideTexts);
				const titles = person.texts(guideTitles);
				await person.follow(t.buildIn(titles.zapier));
				for (const name of guideNames) {
					const guide = guideOf(name, language);
					await person.within(person.find('navigation', t.title)).follow(titles[name]);
					await person.title(guide.title);
					const sections = person.within(person.find('navigation', t.sections));
					expect(await sections.find('link').allInnerTexts()).toEqual(
						sectionsOf(guide).map(({ title }) => title),
					);
					expect(await strangeIn(page)).toEqual([]);
					expect(await seriousFaults(page)).toEqual([]);
				}
				const { id, title } = sectionsOf(guideOf('dashboard', language)).at(-1) ?? {};
				await person.within(person.find('navigation', t.sections)).follow(title ?? '');
				await until(() => isSeen(page, id ?? ''), `${title} is seen`);
				await page.reload();
				await until(() => isSeen(page, id ?? ''), `${title} is seen at once`);
			});
		});

		it('shows a guide in the language that its address names', async () => {
			const other = language === 'en' ? 'fr' : 'en';
			const { body } = await world.api('GET', '/v1/vendors');
			const { url } = (body as unknown as Guides).guides.find(({ id }) => id === 'dashboard') ?? {};
			await world.visit({ language, path: '/guides/make' }, async (person) => {
				await person.follow(other === 'fr' ? 'En français' : 'In English');
				await person.find('heading', guideOf('make', other).title).waitFor();
				await person.see(other === 'fr' ? '<URL du webhook>' : '<webhook URL>');
				await person.open(url?.[other] ?? '');
				await person.title(guideOf('dashboard', other).title);
				const said = person.page.locator('main [lang]').first();
				expect(await said.getAttribute('lang')).toBe(other);
				expect(await person.page.locator('html').getAttribute('lang')).toBe(language);
			});
		});

		it('lists every request that reached an ingest URL, and why it was refused', async () => {
			const stranger = vendorEvent('vocalis.call.ended', newSecret());
			await post(sources.get('vocalis')?.ingest_url ?? '', stranger);
			await world.visit({ language, path: '/receipts' }, async (person) => {
				const t = person.texts(receiptTexts);
				const outcomes = person.texts(outcomeTexts);
				await person.choose(t.outcome, outcomes.rejected);
				await person.choose(person.texts(eventTexts).source, /^Main vocalis/);
				const row = person.row(outcomes.rejected);
				await row.see(person.texts(reasonTexts).signature_mismatch);
				await row.see('401');
			});
		});
	});
});

const names = { python: 'Python', javascript: 'JavaScript', php: 'PHP' } as const;
