/**
 * Writes the pictures of the README into docs/images: `node test/end-to-end/dashboard/pictures.ts`.
 * The same service, browser and people as in the tests beside it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vendors } from '@voicehooks/core';
import { newSecret } from '../../support/secret.ts';
import type { Person } from './support/person.ts';
import { startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { post, vendorEvent } from './support/vendor-events.ts';
import { startWorld, type Visit, type World } from './support/world.ts';

const folder = join(import.meta.dirname, '../../../docs/images');
const names = ['Léa Martin', 'Marc Petit', 'Inès Moreau', 'Hugo Bernard'] as const;

type Made = { readonly source: string; readonly delivery: string };

/** A day at an organisation: all four vendors, three platforms, one server that is down. */
const fill = async (world: World, hookUrl: (path: string) => string): Promise<Made> => {
	const { api } = world;
	const subscribe = (path: string, types: readonly string[], fields: object) =>
		api('POST', '/v1/subscriptions', { url: hookUrl(path), event_types: types, ...fields });
	await subscribe('/crm', ['vocalis.*', 'inboundflow.*'], { platform: 'custom', name: 'CRM' });
	await subscribe('/zap', ['vocalis.*'], { platform: 'zapier', name: 'New leads to Slack' });
	await subscribe('/n8n', ['voicehire.*'], {
		platform: 'n8n',
		client: {
			instance_id: 'one',
			workflow_id: '12',
			workflow_name: 'Candidates to ATS',
			node_name: 'VoiceHire trigger',
			version: '1.0.0',
		},
	});
	await subscribe('/make', ['dexem.*'], { platform: 'make', name: 'Calls to a sheet' });
	await subscribe('/down', ['inboundflow.call.completed'], {
		platform: 'custom',
		name: 'Old warehouse',
		policy: { schedule_seconds: [1, 1], timeout_seconds: 5 },
	});
	let source = '';
	for (const vendor of vendors) {
		const secret = newSecret();
		const { body } = await api('POST', '/v1/sources', {
			vendor: vendor.id,
			name: vendor.name,
			...(vendor.secret === 'none' ? {} : { signing_secret: secret }),
		});
		if (vendor.id === 'inboundflow') source = body.id;
		for (let round = 0; round < 12; round += 1) {
			for (const { name } of vendor.events) {
				const url = body.ingest_urls?.[name as 'cdr'] ?? body.ingest_url;
				const caller = { caller_name: names[round % names.length] };
				await post(
					url,
					vendorEvent(`${vendor.id}.${name}`, secret, vendor.id === 'inboundflow' ? caller : {}),
				);
			}
		}
	}
	const delivery = await until(async () => {
		const { body } = await api(
			'GET',
			'/v1/deliveries?status=dead_letter&type=inboundflow.call.completed',
		);
		return body.data[0]?.id;
	}, 'a delivery is given up');
	return { source, delivery };
};

const hook = await startHook((path) => ({ status: path === '/down' ? 503 : 200 }));
const world = await startWorld();
try {
	mkdirSync(folder, { recursive: true });
	const { source, delivery } = await fill(world, hook.url);
	const take = (name: string, visit: Visit, ready: (person: Person) => Promise<void>) =>
		world.visit(visit, async (person) => {
			await ready(person);
			await new Promise((resolve) => setTimeout(resolve, 1_500));
			await person.page.screenshot({ path: join(folder, `${name}.png`) });
			process.stdout.write(`docs/images/${name}.png\n`);
		});
	await take('overview', { path: '/' }, (person) => person.title('Overview'));
	await take('connect', { path: `/connect?vendor=inboundflow&source=${source}` }, (person) =>
		person.see('Set it up at'),
	);
	await take('webhooks', { path: '/webhooks' }, (person) => person.see('Old warehouse'));
	await take('delivery', { path: `/deliveries/${delivery}` }, (person) => person.see('Attempt 3'));
	await take(
		'phone',
		{ path: '/deliveries', language: 'fr', theme: 'dark', viewport: { width: 390, height: 844 } },
		(person) => person.title('Livraisons'),
	);
} finally {
	await world.stop();
	await hook.stop();
}
