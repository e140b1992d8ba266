import { vendors } from '@voicehooks/core';
import { kindTexts } from '../../../receiver-service/src/dashboard/pages/alerts/texts.ts';
import { connectTexts } from '../../../receiver-service/src/dashboard/pages/connect/texts.ts';
import { guideTexts } from '../../../receiver-service/src/dashboard/pages/guides/texts.ts';
import { secretTexts } from '../../../receiver-service/src/dashboard/pages/sources/secret-texts.ts';
import {
	healthTexts,
	ingestTexts,
	settingTexts,
	sourcesTexts,
} from '../../../receiver-service/src/dashboard/pages/sources/texts.ts';
import { shellTexts } from '../../../receiver-service/src/dashboard/shell/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { testTexts } from '../../../receiver-service/src/dashboard/vendor/texts.ts';
import { newSecret } from '../../support/secret.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { plain } from './support/person.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

type VendorView = {
	readonly id: string;
	readonly name: string;
	readonly setup: readonly { readonly en: string; readonly fr: string }[];
};
type SourceView = {
	readonly ingest_url: string;
	readonly ingest_urls?: Readonly<Record<string, string>>;
};

const hoursLater = 3;
/** Three hours pass in the service at this signal, without anybody waiting. */
const lateOnSignal = `--import=data:text/javascript,${encodeURIComponent(
	`const now = Date.now;
	let later = 0;
	Date.now = () => now() + later;
	process.on('SIGUSR2', () => { later += ${hoursLater * 3_600_000}; });`,
)}`;

describeWithChromium(`connecting a vendor${chromiumNote}`, () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld({ NODE_OPTIONS: lateOnSignal });
	});
	afterAll(() => world.stop());

	const vendorView = async (id: string): Promise<VendorView> => {
		const { body } = await world.api('GET', '/v1/vendors');
		const found = (body.data as unknown as readonly VendorView[]).find((each) => each.id === id);
		if (found === undefined) throw new Error(`There is no ${id}.`);
		return found;
	};

	describe.each(languages)('in %s', (language) => {
		it.each(vendors.map((vendor) => [vendor.id, vendor] as const))(
			'connects %s and sees its first event',
			async (id, vendor) => {
				const event = vendor.events[0]?.name ?? '';
				const type = `${id}.${event}`;
				const { name, setup } = await vendorView(id);
				const secret = newSecret();
				await world.visit({ language, path: '/connect' }, async (person) => {
					const t = person.texts(connectTexts);
					const secrets = person.texts(secretTexts);
					await person.press(new RegExp(`^${name}`));
					// The source of a newcomer is used up by the first language: the second makes one.
					if (language !== languages[0]) {
						await person.fill(t.name, `${name} (${language})`);
						await person.press(t.create);
					}
					await person.find('heading', t.url).waitFor();
					const sourceId = new URL(person.page.url()).searchParams.get('source');
					const source = (await world.api('GET', `/v1/sources/${sourceId}`))
						.body as unknown as SourceView;
					const urls = Object.values(source.ingest_urls ?? { all: source.ingest_url });
					expect(urls).toHaveLength(id === 'dexem' ? 3 : 1);
					for (const url of urls) await person.see(url);
					for (const step of setup) expect(await person.text()).toContain(plain(step[language]));

					if (vendor.secret === 'none') await person.see(secrets.never(name));
					else {
						await person.fill(secrets.secret, secret);
						await person.press(secrets.save);
						await person.see(secrets.isSet);
						const stranger = vendorEvent(type, newSecret());
						expect((await post(source.ingest_url, stranger)).status).toBe(401);
						await person.see(t.rejected);
					}

					const url = source.ingest_urls?.[event] ?? source.ingest_url;
					const first = await post(url, vendorEvent(type, secret));
					expect(first.status).toBe(200);
					await person.see(t.arrived(name));
					const verified = vendor.secret !== 'none';
					await person.see(person.texts(testTexts)[verified ? 'verified' : 'unsigned']);
					const build = person.find('link', person.texts(guideTexts).buildIn('Make'));
					expect(await build.getAttribute('href')).toBe('/guides/make');
					expect((await world.api('GET', `/v1/messages/${first.id}`)).body).toMatchObject({
						verified,
						source_id: sourceId,
					});
				});
			},
		);

		it('shows which sources are not well, and when the vendor gives up', async () => {
			const secret = newSecret();
			const { body: source } = await world.api('POST', '/v1/sources', {
				vendor: 'inboundflow',
				name: `Agency ${language}`,
				signing_secret: secret,
			});
			const { body: open } = await world.api('POST', '/v1/sources', {
				vendor: 'vocalis',
				name: `Open ${language}`,
			});
			await world.visit({ language, path: '/sources' }, async (person) => {
				const t = person.texts(sourcesTexts);
				const health = person.texts(healthTexts);
				await person.row(`Agency ${language}`).see(t.waiting);
				await person.row(`Open ${language}`).see(t.unverified);
				for (let count = 0; count < 7; count += 1) {
					await post(source.ingest_url, vendorEvent('inboundflow.call.completed', newSecret()));
				}
				await post(open.ingest_url, vendorEvent('vocalis.call.ended', null));
				await person.page.reload();
				const row = person.row(`Agency ${language}`);
				await row.see(t.rejecting);
				await row.see(health.disablesSoon(3, 'InboundFlow'));
				await person.row(`Open ${language}`).see(t.ok);
				await person.follow(`Agency ${language}`);
				await person.see(health.disablesSoon(3, 'InboundFlow'));
			});
		});

		it('changes the settings of a source, its URL and its secrets', async () => {
			const { body: source } = await world.api('POST', '/v1/sources', {
				vendor: 'vocalis',
				name: `Settings ${language}`,
				signing_secret: newSecret(),
			});
			const sourceNow = async () => (await world.api('GET', `/v1/sources/${source.id}`)).body;
			await world.visit({ language, path: `/sources/${source.id}` }, async (person) => {
				const t = person.texts(settingTexts);
				await person.fill(t.name, `Renamed ${language}`);
				await person.tick(t.alarm);
				await person.fill(t.hours, '48');
				await person.press(t.save);
				await person.title(`Renamed ${language}`);
				expect(await sourceNow()).toMatchObject({ silence_alarm_hours: 48 });
				const secrets = person.texts(secretTexts);
				await person.fill(secrets.secret, newSecret());
				await person.press(secrets.add);
				await person.see(secrets.several);
				expect((await sourceNow()).secrets).toHaveLength(2);
				const urls = person.texts(ingestTexts);
				await person.press(urls.rotate);
				const rotation = person.dialog(urls.rotateTitle);
				await rotation.tick(new RegExp(`^${urls.later}`));
				await rotation.press(urls.rotate);
				await person.see(urls.rotated);
				const { ingest_url: next } = await sourceNow();
				expect(next).not.toBe(source.ingest_url);
				await person.see(String(next));
				const [stillWorks = ''] = urls.previous('|').split('|');
				await person.see(new RegExp(`^${stillWorks}`));
				await person.press(t.remove);
				await person.dialog(t.removeOf(`Renamed ${language}`)).press(t.removeAct);
				await person.title(person.texts(shellTexts).sources);
				expect((await world.api('GET', `/v1/sources/${source.id}`)).status).toBe(404);
			});
		});
	});

	it('shows a source that has fallen silent, and raises its alarm', async () => {
		const make = async (fields: object) =>
			(await world.api('POST', '/v1/sources', { vendor: 'vocalis', ...fields })).body;
		const quiet = await make({ name: 'Quiet', silence_alarm_hours: hoursLater - 1 });
		const guarded = await make({ name: 'Guarded', signing_secret: newSecret() });
		await post(quiet.ingest_url, vendorEvent('vocalis.call.ended', null));
		await world.visit({ path: '/sources' }, async (person) => {
			await person.row('Quiet').see(person.texts(sourcesTexts).ok);
		});
		world.service.child.kill('SIGUSR2');
		// A refusal has the alerts looked at.
		await post(guarded.ingest_url, vendorEvent('vocalis.call.ended', newSecret()));
		for (const language of languages) {
			await world.visit({ language, path: '/sources' }, async (person) => {
				await person.row('Quiet').see(person.texts(sourcesTexts).silent);
				await person.follow('Quiet');
				const [begins = ''] = person.texts(healthTexts).silentSays('').split(' ');
				await person.see(new RegExp(`^${begins}`));
				await person.goTo('alerts');
				await person.row('Quiet').see(person.texts(kindTexts).source_silent);
			});
		}
	});
});
