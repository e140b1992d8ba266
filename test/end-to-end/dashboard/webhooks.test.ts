import { standardWebhooksScheme, verify } from '@voicehooks/core/signature';
import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import { statusTexts } from '../../../receiver-service/src/dashboard/pages/deliveries/texts.ts';
import { overviewTexts } from '../../../receiver-service/src/dashboard/pages/overview/texts.ts';
import {
	filterTexts,
	formTexts,
} from '../../../receiver-service/src/dashboard/pages/webhooks/form-texts.ts';
import {
	actTexts,
	reasonTexts,
	stateTexts,
	testTexts,
	webhookTexts,
} from '../../../receiver-service/src/dashboard/pages/webhooks/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { type Hook, type Received, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

type Subscription = {
	readonly id: string;
	readonly name: string | null;
	readonly url: string;
	readonly status: string;
	readonly event_types: readonly string[];
	readonly filter: unknown;
	readonly disabled_reason: string | null;
};

const verdict = ({ headers, body }: Received, secret: string) =>
	verify(standardWebhooksScheme, {
		headers: headers as Readonly<Record<string, string>>,
		body: Buffer.from(body),
		secrets: [secret],
	}).valid;

describeWithChromium(`webhooks${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	beforeAll(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
	});
	afterAll(async () => {
		await world.stop();
		await hook.stop();
	});

	const subscriptions = async () =>
		(await world.api('GET', '/v1/subscriptions?limit=100')).body
			.data as unknown as readonly Subscription[];
	const named = async (name: string) => {
		const found = (await subscriptions()).find((each) => each.name === name);
		if (found === undefined) throw new Error(`There is no webhook ${name}.`);
		return found;
	};
	const publish = (data: Readonly<Record<string, unknown>>) =>
		world.api('POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data });
	const at = (path: string) => hook.received.filter((each) => each.path === path);
	const atLeast = (path: string, count: number) =>
		until(() => at(path).length >= count && at(path), `${count} requests at ${path}`);

	describe.each(languages)('in %s', (language) => {
		const name = `CRM ${language}`;
		const path = `/crm-${language}`;
		let secret = '';

		it('adds one for some events only, which receives them signed', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				const f = person.texts(formTexts);
				await person.press(t.add);
				const form = person.dialog(f.add);
				await form.fill(f.name, name);
				await form.fill(f.url, hook.url(path));
				await form.tick(f.allOf('VOCALIS'));
				await form.page.getByText(f.moreFilters, { exact: true }).click();
				await form.pick(person.texts(filterTexts).agent_id, `agt_${language}`);
				await form.press(f.add);
				const shown = person.dialog(person.texts(actTexts).secretOf(name));
				secret = /whsec_[\w+/=]+/.exec(await shown.text())?.[0] ?? '';
				await shown.press(person.texts(componentTexts).kept);
				expect(await named(name)).toMatchObject({
					url: hook.url(path),
					event_types: ['vocalis.*'],
					filter: { agent_id: [`agt_${language}`] },
					status: 'active',
				});

				await publish({ call_id: 'other', agent_id: 'agt_other' });
				await publish({ call_id: 'mine', agent_id: `agt_${language}` });
				const [first] = await atLeast(path, 1);
				expect(first?.body).toContain('"call_id":"mine"');
				expect(verdict(first as Received, secret)).toBe(true);
				const row = person.row(name);
				await row.see(person.texts(stateTexts).active);
				await row.see(t.custom);
				await row.find('link', t.deliveriesOf('1', name)).waitFor();
				expect(await person.page.content()).not.toContain(secret);
			});
		});

		it('edits it, and sends it a test', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				const f = person.texts(formTexts);
				await person.menu(t.moreOf(name), t.edit);
				const form = person.dialog(f.editOf(name));
				await form.press(person.texts(componentTexts).remove(`agt_${language}`));
				await form.tick(f.allOf('InboundFlow'));
				await form.press(f.save);
				await person.see(f.saved);
				expect(await named(name)).toMatchObject({
					event_types: expect.arrayContaining(['vocalis.*', 'inboundflow.*']),
				});
				expect(JSON.stringify((await named(name)).filter ?? {})).not.toContain('agt_');

				const words = person.texts(testTexts);
				await person.menu(t.moreOf(name), t.test);
				const test = person.dialog(words.titleOf(name));
				await test.tick(words.sample);
				await test.press(words.send);
				await test.see(person.texts(statusTexts).succeeded);
				const received = await atLeast(path, 2);
				expect(received.at(-1)?.body).toContain('"test":true');
			});
		});

		it('pauses it, holds what comes, and delivers that once it is enabled', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				const acts = person.texts(actTexts);
				await person.menu(t.moreOf(name), t.pause);
				await person.row(name).see(person.texts(stateTexts).paused);
				const before = at(path).length;
				await publish({ call_id: 'held' });
				const { id } = await named(name);
				await until(
					async () =>
						(await world.api('GET', `/v1/deliveries?subscription_id=${id}&status=held`)).body.data
							.length === 1,
					'one delivery is held',
				);
				expect(at(path)).toHaveLength(before);
				await person.menu(t.moreOf(name), t.enable);
				const dialog = person.dialog(acts.enableOf(name));
				await dialog.see(acts.heldNow('1'));
				await dialog.press(t.enable);
				await person.row(name).see(person.texts(stateTexts).active);
				const received = await atLeast(path, before + 1);
				expect(received.at(-1)?.body).toContain('"call_id":"held"');
			});
		});

		it('changes its secret, and signs with both for a while', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				const acts = person.texts(actTexts);
				await person.menu(t.moreOf(name), t.rotate);
				await person.dialog(acts.rotateOf(name)).press(t.rotate);
				const shown = person.dialog(acts.secretOf(name));
				await shown.see(/whsec_/);
				const next = /whsec_[\w+/=]+/.exec(await shown.text())?.[0] ?? '';
				expect(next).not.toBe(secret);
				await shown.press(person.texts(componentTexts).kept);
				const before = at(path).length;
				await publish({ call_id: 'both' });
				const last = (await atLeast(path, before + 1)).at(-1) as Received;
				expect(String(last.headers['webhook-signature']).split(' ')).toHaveLength(2);
				expect([verdict(last, secret), verdict(last, next)]).toEqual([true, true]);
			});
		});

		it('shows one that says it is gone as disabled, and replays what it missed', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				const acts = person.texts(actTexts);
				hook.answer({ status: 410 });
				await publish({ call_id: 'gone' });
				await until(async () => (await named(name)).status === 'disabled', 'it is disabled');
				hook.answer({ status: 200 });
				await person.row(name).see(person.texts(stateTexts).disabled);
				await person.follow(name);
				await person.see(person.texts(reasonTexts).gone);
				const { last_error_text: fault } = (await named(name)) as unknown as {
					readonly last_error_text: Readonly<Record<typeof language, string>>;
				};
				await person.see(fault[language]);
				const before = at(path).length;
				await person.press(t.enable);
				const dialog = person.dialog(acts.enableOf(name));
				await dialog.tick(new RegExp(`^${acts.replay}`));
				await dialog.press(t.enable);
				const received = await atLeast(path, before + 1);
				expect(received.at(-1)?.body).toContain('"call_id":"gone"');
				expect((await named(name)).status).toBe('active');

				const over = person.texts(overviewTexts);
				const attempts = over.attempts(over.hour);
				for (const chart of [attempts, over.rate, over.times, over.waiting, over.age]) {
					await person.find('figure', chart).locator('canvas').waitFor();
				}
				const shown = person.find('figure', attempts);
				await shown.getByText(person.texts(componentTexts).asTable).click();
				const failed = shown.locator('tbody tr:last-child td:last-child');
				await until(async () => Number(await failed.innerText()) > 0, 'a failure is shown');
			});
		});

		it('keeps apart what platforms registered, named by their workflow and node', async () => {
			await world.api('POST', '/v1/subscriptions', {
				url: hook.url(`/n8n-${language}`),
				event_types: ['vocalis.call.ended'],
				platform: 'n8n',
				client: {
					instance_id: 'one',
					workflow_id: language,
					workflow_name: `Leads ${language}`,
					node_name: 'VOCALIS trigger',
					version: '1.0.0',
				},
			});
			await world.api('POST', '/v1/subscriptions', {
				url: hook.url(`/zap-${language}`),
				event_types: ['vocalis.*'],
				platform: 'zapier',
				name: `A Zap ${language}`,
			});
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				await person.row(name).see(t.custom);
				await person.seeNo(`Leads ${language}`);
				const count = (await subscriptions()).filter(({ url }) => /n8n|zap/.test(url)).length;
				await person.click('tab', t.byPlatform(String(count)));
				await person.row(`Leads ${language} › VOCALIS trigger`).see('n8n');
				await person.row(`A Zap ${language}`).see('Zapier');
				await person.seeNo(new RegExp(`^${name}$`));
			});
		});

		it('finds one among many, and deletes it', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person) => {
				const t = person.texts(webhookTexts);
				await person.fill(t.search, 'no such webhook');
				await person.see(t.emptyFound);
				await person.fill(t.search, path);
				await person.menu(t.moreOf(name), t.remove);
				await person.dialog(person.texts(actTexts).removeOf(name)).press(t.remove);
				await person.see(person.texts(actTexts).removed);
				expect((await subscriptions()).map((each) => each.name)).not.toContain(name);
				const before = at(path).length;
				await publish({ call_id: 'after' });
				await atLeast(`/zap-${language}`, 1);
				expect(at(path)).toHaveLength(before);
			});
		});

		it('says at the field what is wrong with a URL', async () => {
			await world.visit({ language, path: '/webhooks' }, async (person, watched) => {
				watched.allow(400);
				const f = person.texts(formTexts);
				await person.press(person.texts(webhookTexts).add);
				const form = person.dialog(f.add);
				await form.fill(f.url, 'http://169.254.169.254/latest');
				await form.press(f.add);
				await form.see(f.eventsNeeded);
				await form.tick(f.allOf('VOCALIS'));
				await form.press(f.add);
				await form.page.locator('[aria-invalid="true"]').waitFor();
				expect(await form.page.locator('[aria-invalid="true"]').inputValue()).toContain('169.254');
			});
		});
	});
});
