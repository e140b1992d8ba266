import { DatabaseSync } from 'node:sqlite';
import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import {
	alertTexts,
	kindTexts,
} from '../../../receiver-service/src/dashboard/pages/alerts/texts.ts';
import { overviewTexts } from '../../../receiver-service/src/dashboard/pages/overview/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { type MailServer, startMailServer, textOf } from './support/mail.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

describeWithChromium(`alerts${chromiumNote}`, () => {
	let world: World;
	let mails: MailServer;
	let hook: Hook;
	let failing: Hook;
	beforeAll(async () => {
		mails = await startMailServer();
		hook = await startHook();
		failing = await startHook();
		failing.answer({ status: 410 });
		world = await startWorld({
			SMTP_URL: mails.url,
			MAIL_FROM: 'voicehooks <voicehooks@example.com>',
		});
	});
	afterAll(async () => {
		await world.stop();
		await Promise.all([mails.stop(), hook.stop(), failing.stop()]);
	});

	/** A subscription that answers 410 is disabled at the first delivery. */
	const disableOne = async (name: string): Promise<void> => {
		await world.api('POST', '/v1/subscriptions', {
			url: failing.url(`/${encodeURIComponent(name)}`),
			event_types: ['vocalis.*'],
			platform: 'custom',
			name,
		});
		await world.api('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: { call_id: name },
		});
	};

	describe.each(languages)('in %s', (language) => {
		it('tells an e-mail address and a webhook that a subscription was disabled', async () => {
			const [address, name] = [`ops.${language}@example.com`, `Archive ${language}`];
			await world.visit({ language, path: '/alerts' }, async (person) => {
				const t = person.texts(alertTexts);
				const kinds = person.texts(kindTexts);
				await person.press(t.add);
				const byMail = person.dialog(t.add);
				await byMail.tick(new RegExp(`^${t.email}`));
				await byMail.fill(t.address, address);
				await byMail.press(t.save);
				await person.row(address).see(t.never);

				await person.press(t.add);
				const byHook = person.dialog(t.add);
				await byHook.tick(new RegExp(`^${t.webhook}`));
				await byHook.fill(t.url, hook.url(`/alerts-${language}`));
				await byHook.press(t.save);
				await person.dialog(t.secretOf).see(/whsec_/);
				await person.dialog(t.secretOf).press(person.texts(componentTexts).kept);

				await person.menu(t.more(address), t.test);
				await person.see(t.tested);
				await mails.until(({ to }) => to === address, 'a test mail');

				await disableOne(name);
				const mail = await mails.until(
					(each) => each.to === address && textOf(each).includes(name),
					'the mail about the webhook',
				);
				expect(textOf(mail)).toContain(`${world.url}/alerts`);
				const told = await until(
					() =>
						hook.received.find(
							({ path, body }) => path === `/alerts-${language}` && body.includes(name),
						),
					'the alert at the webhook',
				);
				expect(told.headers['webhook-signature']).toMatch(/^v1,/);
				await person.row(name).see(kinds.subscription_disabled);
				await person.goTo('overview');
				await person.see(person.texts(overviewTexts).openAlerts);
			});
		});

		it('stops telling who is switched off, and who is deleted', async () => {
			const address = `ops.${language}@example.com`;
			await world.visit({ language, path: '/alerts' }, async (person) => {
				const t = person.texts(alertTexts);
				await person.menu(t.more(address), t.change);
				const edit = person.dialog(t.edit);
				await edit.tick(t.enabled, false);
				await edit.press(t.save);
				await person.row(address).see(t.off);
				await person.menu(t.more(address), t.delete);
				await person.dialog(t.deleteOf(address)).press(t.delete);
				await person.see(t.deleted);
				const { body } = await world.api('GET', '/v1/alerts');
				expect(JSON.stringify(body.data)).not.toContain(address);
			});
		});
	});

	it('says that it is over, to who was told and in the history', async () => {
		const path = '/alerts-over';
		await world.api('POST', '/v1/alerts', {
			channel: 'webhook',
			target: hook.url(path),
			events: ['subscription_disabled'],
		});
		await disableOne('Passing');
		const told = () =>
			hook.received.filter((each) => each.path === path && /Passing/.test(each.body));
		await until(() => told().length === 1, 'it is told');
		failing.answer({ status: 200 });
		const { body } = await world.api('GET', '/v1/subscriptions?limit=100');
		const subscriptions = body.data as unknown as readonly Readonly<
			Record<'id' | 'name', string>
		>[];
		const id = subscriptions.find(({ name }) => name === 'Passing')?.id;
		await world.api('POST', `/v1/subscriptions/${id}/enable`);
		// The half minute that it must stay over is not waited for.
		const database = new DatabaseSync(world.databaseFile, { timeout: 5_000 });
		database
			.prepare('UPDATE alert_events SET resolved_at = ?, resolution = ? WHERE target_id = ?')
			.run(Date.now(), JSON.stringify({ en: 'Well again.', fr: 'Rétabli.' }), id ?? '');
		database.close();
		await world.api('POST', '/v1/messages', {
			vendor: 'vocalis',
			event: 'call.ended',
			data: { call_id: 'over' },
		});
		await until(() => told().length === 2, 'its end is told');
		expect(JSON.parse(told()[1]?.body ?? '')).toMatchObject({
			type: 'alert.subscription_disabled.resolved',
			text: { en: 'Well again.' },
		});
		for (const language of languages) {
			await world.visit({ language, path: '/alerts' }, async (person) => {
				const row = person.row('Passing');
				await row.see(new RegExp(`^${person.texts(alertTexts).resolved}`));
				await row.see(language === 'en' ? 'Well again.' : 'Rétabli.');
			});
		}
	});

	it('mails a link to a member who asks for one, which signs them in', async () => {
		await world.linkFor('viewer', 'marie@example.com');
		await world.visit({ role: null, path: '/sign-in' }, async (person) => {
			await person.fill('E-mail address', 'marie@example.com');
			await person.press('Send the link');
			const isLink = (text: string) => /\/sign-in#[\w-]+/.exec(text)?.[0];
			const before = mails.mails.length;
			const mail = await mails.until(
				({ to, text }) => to === 'marie@example.com' && mails.mails.length >= before && text !== '',
				'a mail with a link',
			);
			const link = isLink(textOf(mail));
			await person.open(`${link}`);
			await person.title('Overview');
		});
	});
});
