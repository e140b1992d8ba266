import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyTexts } from '../../../receiver-service/src/dashboard/pages/keys/texts.ts';
import { signInTexts } from '../../../receiver-service/src/dashboard/pages/sign-in/texts.ts';
import { shellTexts } from '../../../receiver-service/src/dashboard/shell/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { everyPage, settle } from './support/pages.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type World } from './support/world.ts';

/** What shows, filters or copies, but changes nothing; by its English name. */
const harmless =
	/^(?:Default|Copy|Close|Menu|Show|Search|Clear|Next page|Previous page|Try again|English|Français|More settings|Remove )/;

const markup = `<img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script>`;

describeWithChromium(`what nobody may${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	let stranger: Server;
	const made = { source: '', webhook: '', message: '', delivery: '', receipt: '' };
	beforeAll(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
		hook.answer({ status: 200, body: `${markup}<p>answer</p>` });
		const source = await world.api('POST', '/v1/sources', {
			vendor: 'inboundflow',
			name: `Source ${markup}`,
		});
		made.source = source.body.id;
		const webhook = await world.api('POST', '/v1/subscriptions', {
			url: hook.url(),
			name: `Hook ${markup}`,
			platform: 'custom',
			event_types: ['inboundflow.*'],
		});
		made.webhook = webhook.body.id;
		const event = vendorEvent('inboundflow.call.completed', null, {
			caller_name: markup,
			summary: markup,
			recording_url: 'javascript:globalThis.owned=1',
			[markup]: markup,
		});
		made.message = (await post(source.body.ingest_url, event)).id;
		await world.api('PATCH', `/v1/sources/${made.source}`, { enabled: false });
		await post(source.body.ingest_url, event);
		await world.api('PATCH', `/v1/sources/${made.source}`, { enabled: true });
		const refused = await world.api('GET', '/v1/receipts?outcome=rejected');
		made.receipt = refused.body.data[0]?.id ?? '';
		made.delivery = await until(async () => {
			const { body } = await world.api('GET', '/v1/deliveries?status=succeeded');
			return body.data[0]?.id;
		}, 'it is delivered');
		stranger = createServer((_request, response) =>
			response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>'),
		);
		await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => {
		await new Promise((resolve) => stranger.close(resolve));
		await world.stop();
		await hook.stop();
	});
	const details = () => [
		`/sources/${made.source}`,
		`/webhooks/${made.webhook}`,
		`/events/${made.message}`,
		`/deliveries/${made.delivery}`,
		`/receipts/${made.receipt}`,
	];

	it('lets a viewer see everything but change nothing', async () => {
		await world.visit({ role: 'viewer' }, async (person) => {
			for (const path of [...everyPage, ...details()]) {
				await person.open(path);
				await settle(person);
				const buttons = await person
					.find('button')
					.evaluateAll((all) =>
						all.map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''),
					);
				const offered = buttons.filter((name) => name !== '' && !harmless.test(name));
				expect({ path, offered }).toEqual({ path, offered: [] });
			}
		});
	});

	it('refuses a viewer what the page does not offer', async () => {
		const changes = [
			['POST', '/v1/subscriptions', { url: hook.url('/x'), event_types: ['vocalis.*'] }],
			['PATCH', `/v1/subscriptions/${made.webhook}`, { name: 'Mine' }],
			['POST', `/v1/subscriptions/${made.webhook}/pause`, undefined],
			['POST', `/v1/subscriptions/${made.webhook}/rotate-secret`, {}],
			['DELETE', `/v1/subscriptions/${made.webhook}`, undefined],
			['POST', `/v1/deliveries/${made.delivery}/replay`, undefined],
			['POST', `/v1/messages/${made.message}/replay`, {}],
			['POST', `/v1/receipts/${made.receipt}/accept`, undefined],
			['POST', '/v1/messages', { vendor: 'vocalis', event: 'call.ended', data: {} }],
			['POST', '/v1/sources', { vendor: 'vocalis', name: 'Mine' }],
			['PATCH', `/v1/sources/${made.source}`, { name: 'Mine' }],
			['POST', `/v1/sources/${made.source}/test`, { event: 'call.completed' }],
			['POST', `/v1/sources/${made.source}/rotate-token`, {}],
			['POST', '/v1/keys', { name: 'Mine', scopes: ['read'] }],
			['GET', '/v1/keys', undefined],
			['POST', '/v1/members', { email: 'me@example.com', role: 'owner' }],
			['PATCH', '/v1/organisation', { name: 'Mine' }],
			[
				'POST',
				'/v1/alerts',
				{ channel: 'email', target: 'me@example.com', events: ['source_silent'] },
			],
			['POST', '/v1/personal-data/export', { email: 'dave@example.com' }],
			['POST', '/v1/personal-data/erase', { email: 'dave@example.com' }],
			['GET', '/v1/audit-log', undefined],
		] as const;
		const before = hook.received.length;
		await world.visit({ role: 'viewer', path: '/webhooks' }, async (person, watched) => {
			watched.allow(403);
			const answers = await person.page.evaluate(async (asked) => {
				const { csrf_token: token } = await (await fetch('/v1/session')).json();
				const statuses: (readonly [string, number])[] = [];
				for (const [method, path, body] of asked) {
					const answer = await fetch(path, {
						method,
						headers: { 'content-type': 'application/json', 'x-csrf-token': token },
						...(body === undefined ? {} : { body: JSON.stringify(body) }),
					});
					statuses.push([`${method} ${path}`, answer.status]);
				}
				return statuses;
			}, changes);
			expect(answers).toEqual(changes.map(([method, path]) => [`${method} ${path}`, 403]));
		});
		expect(hook.received).toHaveLength(before);
		expect((await world.api('GET', `/v1/subscriptions/${made.webhook}`)).body.status).toBe(
			'active',
		);
	});

	it.each(languages)('shows a stranger nothing but the way to sign in, in %s', async (language) => {
		await world.visit({ role: null, language }, async (person, watched) => {
			const answers: string[] = [];
			person.page.on('response', (response) => {
				const { pathname } = new URL(response.url());
				if (pathname.startsWith('/v1/') && response.ok()) answers.push(pathname);
			});
			watched.allow(401);
			const paths = language === 'en' ? [...everyPage, ...details()] : details();
			for (const path of paths) {
				await person.open(path);
				await person.title(person.texts(signInTexts).title);
				expect(await person.text()).not.toMatch(/inboundflow|Hook|Source/);
			}
			expect(answers).toEqual([]);
			const direct = await Promise.all(
				['/v1/deliveries', '/v1/events', '/v1/live', '/v1/statistics', '/v1/vendors'].map(
					async (path) => (await fetch(`${world.url}${path}`)).status,
				),
			);
			expect(direct.filter((status) => status < 400)).toEqual([]);
		});
	});

	it('does nothing for another site, though the member is signed in', async () => {
		const { port } = stranger.address() as AddressInfo;
		const servicePort = new URL(world.url).port;
		const before = (await world.api('GET', '/v1/keys')).body.data.length;
		// The same site on another port sends the cookie along; another host name does not.
		for (const host of ['127.0.0.1', 'localhost']) {
			await world
				.visit({ role: 'owner', path: '/keys' }, async (person, watched) => {
					await person.title(person.texts(keyTexts).title);
					for (const status of [400, 401, 403, 404, 415]) watched.allow(status);
					await person.page.goto(`http://${host}:${port}/`);
					const said = await person.page.evaluate(async (service) => {
						const bodies = { name: 'Stolen', scopes: ['admin'] };
						const ask = (init: RequestInit) =>
							fetch(`${service}/v1/keys`, { method: 'POST', credentials: 'include', ...init }).then(
								({ status }) => String(status),
								() => 'blocked',
							);
						const answers = [
							await ask({ body: JSON.stringify(bodies), mode: 'no-cors' }),
							await ask({
								body: JSON.stringify(bodies),
								headers: { 'content-type': 'application/json', 'x-csrf-token': 'guess' },
							}),
						];
						const read = await fetch(`${service}/v1/session`, { credentials: 'include' }).then(
							() => 'read',
							() => 'blocked',
						);
						const form = document.createElement('form');
						form.method = 'post';
						form.action = `${service}/v1/keys`;
						form.enctype = 'text/plain';
						form.innerHTML =
							'<input name=\'{"name":"Stolen","scopes":["admin"],"x":"\' value=\'"}\'>';
						document.body.append(form);
						form.submit();
						return { answers, read };
					}, `http://127.0.0.1:${servicePort}`);
					expect(said.read).toBe('blocked');
					expect(said.answers[1]).toBe('blocked');
					await person.page.waitForURL(/\/v1\/keys/);
					expect(await person.text()).toMatch(/csrf_failed|unauthenticated|content_type/);
				})
				.catch((fault: Error) => {
					// What a page elsewhere is refused, the browser says in its own words.
					const own = /^(?:console: (?:Access to fetch|Failed to load resource)|request to )/;
					const others = fault.message.split('\n').filter((line) => !own.test(line));
					if (others.length > 0) throw new Error(others.join('\n'), { cause: fault });
				});
		}
		const { data } = (await world.api('GET', '/v1/keys')).body;
		expect(data).toHaveLength(before);
		expect(JSON.stringify(data)).not.toContain('Stolen');
	});

	it('refuses to be framed by another site', async () => {
		const answer = await fetch(`${world.url}/`);
		expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
	});

	it('keeps markup as text, in names, fields and answers', async () => {
		await world.visit({ role: 'owner' }, async (person) => {
			const t = person.texts(shellTexts);
			const paths = [
				'/',
				'/deliveries',
				'/events',
				'/receipts',
				'/sources',
				'/webhooks',
				`/connect?vendor=inboundflow&source=${made.source}`,
				...details(),
			];
			for (const path of paths) {
				await person.open(path);
				await person.find('navigation', t.navigation).waitFor();
				await person.see('<img src=x').catch(() => {
					throw new Error(`${path} does not show the markup at all.`);
				});
				const strange = await person.page.evaluate(() => {
					for (const each of document.querySelectorAll('details')) each.open = true;
					return {
						images: document.querySelectorAll('img, main script, iframe, object').length,
						links: [...document.querySelectorAll('a')].filter((each) =>
							/^\s*(?:javascript|data):/i.test(each.getAttribute('href') ?? ''),
						).length,
						owned: 'owned' in globalThis,
					};
				});
				expect({ path, ...strange }).toEqual({ path, images: 0, links: 0, owned: false });
			}
		});
	});
});
