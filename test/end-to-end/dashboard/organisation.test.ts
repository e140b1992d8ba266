import { readFileSync } from 'node:fs';
import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import {
	actionTexts,
	auditTexts,
} from '../../../receiver-service/src/dashboard/pages/audit/texts.ts';
import { keyTexts, scopeTexts } from '../../../receiver-service/src/dashboard/pages/keys/texts.ts';
import {
	memberTexts,
	roleTexts,
} from '../../../receiver-service/src/dashboard/pages/members/texts.ts';
import { overviewTexts } from '../../../receiver-service/src/dashboard/pages/overview/texts.ts';
import {
	countTexts,
	privacyTexts,
} from '../../../receiver-service/src/dashboard/pages/privacy/texts.ts';
import { settingTexts } from '../../../receiver-service/src/dashboard/pages/settings/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { clientOf } from '../../support/client.ts';
import { newSecret } from '../../support/secret.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

type Member = { readonly id: string; readonly email: string; readonly role: string };
type Entry = { readonly action: string; readonly actor: { readonly kind: string } };

describeWithChromium(`what an organisation is${chromiumNote}`, () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld();
	});
	afterAll(() => world.stop());

	const listed = async <T>(path: string): Promise<readonly T[]> =>
		(await world.api('GET', path)).body.data as unknown as readonly T[];

	describe.each(languages)('in %s', (language) => {
		const email = `lea.${language}@example.com`;
		const memberNow = async () =>
			(await listed<Member>('/v1/members')).find((each) => each.email === email);

		it('invites a member, whose link works, changes their role, and removes them', async () => {
			await world.visit({ language, path: '/members' }, async (person) => {
				const t = person.texts(memberTexts);
				const roles = person.texts(roleTexts);
				await person.press(t.invite);
				const form = person.dialog(t.invite);
				await form.fill(t.email, email);
				await form.fill(t.name, 'Léa');
				await form.tick(new RegExp(`^${roles.viewer}`));
				await form.press(t.sendInvitation);
				const link = /\S+\/sign-in#[\w-]+/.exec(
					await person.dialog(t.linkTitle('Léa')).text(),
				)?.[0];
				await person.dialog(t.linkTitle('Léa')).press(person.texts(componentTexts).close);
				expect(await memberNow()).toMatchObject({ role: 'viewer', invited: true });

				await world.visit({ language, role: null }, async (lea) => {
					await lea.open(link ?? '');
					await lea.title(lea.texts(overviewTexts).title);
				});
				expect(await memberNow()).toMatchObject({ invited: false });

				await person.menu(t.more('Léa'), t.link);
				const again = person.dialog(t.linkTitle('Léa'));
				await again.see(/\/sign-in#[\w-]+/);
				expect(await again.text()).not.toContain(link ?? '');
				await again.press(person.texts(componentTexts).close);

				await person.menu(t.more('Léa'), t.edit);
				const edit = person.dialog(t.editOf('Léa'));
				await edit.tick(new RegExp(`^${roles.editor}`));
				await edit.press(t.save);
				await person.row('Léa').see(roles.editor);
				expect(await memberNow()).toMatchObject({ role: 'editor' });

				await person.menu(t.more('Léa'), t.remove);
				await person.dialog(t.removeOf('Léa')).press(t.remove);
				await person.see(t.removed);
				await until(async () => (await memberNow()) === undefined, 'the member is gone');
			});
		});

		it('makes a key that is shown once and works, and revokes it', async () => {
			await world.visit({ language, path: '/keys' }, async (person) => {
				const t = person.texts(keyTexts);
				const scopes = person.texts(scopeTexts);
				const name = `CRM ${language}`;
				await person.press(t.create);
				const form = person.dialog(t.create);
				await form.fill(t.name, name);
				await form.tick(scopes.publish);
				await form.press(t.create);
				const shown = await person.dialog(t.made(name)).text();
				const key = /vhk_[\w-]{20,}/.exec(shown)?.[0] ?? '';
				const me = await clientOf(world.url, key)('GET', '/v1/me');
				expect(me.body.scopes).toEqual(expect.arrayContaining(['read', 'subscribe', 'publish']));
				await person.dialog(t.made(name)).press(person.texts(componentTexts).kept);
				await person.row(name).see(t.active);
				expect(await person.page.content()).not.toContain(key);

				await person.menu(t.more(name), t.revoke);
				await person.dialog(t.revokeOf(name)).press(t.revoke);
				await person.row(name).see(t.revoked);
				expect((await clientOf(world.url, key)('GET', '/v1/me')).status).toBe(401);
			});
		});

		it('keeps payloads as long as the settings say', async () => {
			await world.visit({ language, path: '/settings' }, async (person) => {
				const t = person.texts(settingTexts);
				const days = language === 'en' ? 7 : 9;
				await person.fill(t.retention, String(days));
				await person.fill(t.silence, '12');
				await person.press(t.save);
				await person.see(t.saved);
				const { body } = await world.api('GET', '/v1/organisation');
				expect(body).toMatchObject({ retention_days: days, silence_alarm_hours: 12 });
				await person.goTo('privacy');
				await person.see(person.texts(privacyTexts).retentionDays(days));
			});
		});

		it('previews, exports and erases what is kept about a person', async () => {
			const phone = language === 'en' ? '+33612345611' : '+33612345612';
			const secret = newSecret();
			const { body: source } = await world.api('POST', '/v1/sources', {
				vendor: 'inboundflow',
				name: 'Privacy',
				signing_secret: secret,
			});
			const event = vendorEvent('inboundflow.call.completed', secret, { caller_phone: phone });
			const { id } = await post(source.ingest_url, event);
			await world.visit({ language, path: '/privacy' }, async (person) => {
				const t = person.texts(privacyTexts);
				const counts = person.texts(countTexts);
				await person.fill(t.phone, phone);
				await person.press(t.preview);
				await person.see(counts.messages);
				const download = person.page.waitForEvent('download');
				await person.press(t.export);
				const file = await (await download).path();
				expect(readFileSync(file, 'utf8')).toContain(id);
				await person.press(t.erase);
				const ask = person.dialog(t.eraseTitle);
				expect(await ask.find('button', t.erase).isDisabled()).toBe(true);
				await ask.tick(t.understood);
				await ask.press(t.erase);
				await person.see(t.goneTitle);
				const { body: left } = await world.api('POST', '/v1/personal-data/preview', { phone });
				expect(left).toMatchObject({ messages: 0, receipts: 0 });
			});
		});

		it('lists in the audit log what was done and by whom', async () => {
			await world.visit({ language, path: '/audit' }, async (person) => {
				const t = person.texts(auditTexts);
				const acts = person.texts(actionTexts);
				const done = [
					'member.create',
					'member.update',
					'member.delete',
					'key.create',
					'key.revoke',
					'organisation.update',
					'personal_data.export',
					'personal_data.erase',
				] as const;
				const entries = await listed<Entry>('/v1/audit-log?limit=100');
				for (const action of done) {
					await person.row(acts[action]).see(t.member);
					expect(entries).toContainEqual(
						expect.objectContaining({ action, actor: expect.objectContaining({ kind: 'member' }) }),
					);
				}
				await person.choose(t.action, acts['key.revoke']);
				await person.row(`CRM ${language}`).see('127.0.0.1');
				await person.seeNo(acts['member.delete']);
				expect(await person.text()).not.toContain('+336123456');
			});
		});
	});
});
