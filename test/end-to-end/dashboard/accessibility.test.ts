import { memberTexts } from '../../../receiver-service/src/dashboard/pages/members/texts.ts';
import { webhookTexts } from '../../../receiver-service/src/dashboard/pages/webhooks/texts.ts';
import { newSecret } from '../../support/secret.ts';
import { seriousFaults } from './support/axe.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { everyPage, settle } from './support/pages.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

describeWithChromium(`accessibility${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	const details: string[] = [];
	beforeAll(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
		const secret = newSecret();
		const { body: source } = await world.api('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: 'Agency',
			signing_secret: secret,
		});
		const { body: webhook } = await world.api('POST', '/v1/subscriptions', {
			url: hook.url(),
			name: 'Warehouse',
			platform: 'custom',
			event_types: ['inboundflow.*'],
		});
		await world.api('POST', '/v1/alerts', {
			channel: 'webhook',
			target: hook.url('/alerts'),
			events: ['subscription_disabled'],
		});
		const event = vendorEvent('inboundflow.call.completed', secret);
		const { id: message } = await post(source.ingest_url, event);
		await post(source.ingest_url, event);
		await post(source.ingest_url, vendorEvent('inboundflow.call.completed', newSecret()));
		await post(source.ingest_url, vendorEvent('inboundflow.call.completed', secret, {}, 1_000));
		const delivery = await until(async () => {
			const { body } = await world.api('GET', '/v1/deliveries?status=succeeded');
			return body.data[0]?.id;
		}, 'it is delivered');
		details.push(
			`/connect?vendor=inboundflow&source=${source.id}`,
			`/sources/${source.id}`,
			`/webhooks/${webhook.id}`,
			`/events/${message}`,
			`/deliveries/${delivery}`,
		);
	});
	afterAll(async () => {
		await world.stop();
		await hook.stop();
	});

	/** Each appearance with a language, so that both are seen in full. */
	it.each([
		['light', 'en', { width: 1280, height: 800 }],
		['dark', 'fr', { width: 390, height: 844 }],
	] as const)('has nothing serious on any page, %s, in %s', async (theme, language, viewport) => {
		await world.visit({ theme, language, viewport }, async (person) => {
			const found: Record<string, readonly string[]> = {};
			const look = async (name: string) => {
				await settle(person);
				const faults = await seriousFaults(person.page);
				if (faults.length > 0) found[name] = faults;
				const tooWide = await person.page.evaluate(
					() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
				);
				if (tooWide > 1) found[`${name} is too wide`] = [`${tooWide}px`];
			};
			for (const path of [...everyPage, ...details]) {
				await person.open(path);
				await look(path);
			}
			await person.open('/members');
			await person.press(person.texts(memberTexts).invite);
			await look('the dialog of an invitation');
			await person.open('/webhooks');
			await person.press(person.texts(webhookTexts).add);
			await look('the dialog of a webhook');
			expect(found).toEqual({});
		});
	});

	it('has nothing serious on the page of signing in', async () => {
		for (const theme of ['light', 'dark'] as const) {
			await world.visit({ role: null, theme, path: '/sign-in' }, async (person) => {
				await settle(person);
				expect(await seriousFaults(person.page)).toEqual([]);
			});
		}
	});
});
