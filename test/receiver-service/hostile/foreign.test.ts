import type { Endpoint } from '../../../receiver-service/src/http/route.ts';
import { routes } from '../../../receiver-service/src/http/routes/index.ts';
import { type AnswerBody, clientOf } from '../../support/client.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(() => world.stop());

const withId = routes.filter(({ path, scope }) => scope !== null && /\{(?:\w+_)?id\}/.test(path));
const named = (list: readonly Endpoint[]) =>
	list.map((endpoint) => [`${endpoint.method.toUpperCase()} ${endpoint.path}`, endpoint] as const);

/** A body that the route takes: its refusals come after 404, or not at all. */
const bodies: Readonly<Record<string, unknown>> = {
	'/v1/sources/{id}/test': { event: 'call.ended' },
	'/v1/campaigns/{campaign_id}/source': { candidates: [{ phone: '+33612345678', name: 'Ada' }] },
};

/** The route with an id put in; other parameters get a value that exists. */
const filled = (path: string, id: string): string =>
	path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => (/id$/.test(name) ? id : 'recording'));

describe('an id of another organisation', () => {
	it('is tried of every collection that the API lists', () => {
		const { foreign, own } = world.facts;
		expect(Object.keys(foreign).sort()).toEqual(Object.keys(own).sort());
		for (const [name, ids] of Object.entries(foreign))
			expect([name, ids.length > 0]).toEqual([name, true]);
	});

	// A campaign is the vendor's own: its id belongs to no organisation of ours.
	it.each(named(withId.filter(({ path }) => !path.includes('{campaign_id}'))))(
		'is as unknown as nobody’s to %s',
		async (name, endpoint) => {
			const { url, foreign, credentials } = world.facts;
			const client = clientOf(url, credentials[0] ?? null);
			const ask = (id: string): Promise<{ status: number; body: AnswerBody }> =>
				client(
					endpoint.method.toUpperCase(),
					filled(endpoint.path, id),
					endpoint.body === undefined ? undefined : (bodies[endpoint.path] ?? {}),
				);
			const nobodys = await ask('xxx_nobody');
			// Deleting a subscription that is gone already is no failure (contract, "Subscription").
			const isGone = name === 'DELETE /v1/subscriptions/{id}';
			expect([nobodys.status, nobodys.body.code]).toEqual(
				isGone ? [204, undefined] : [404, 'not_found'],
			);
			for (const id of Object.values(foreign).flat()) {
				const theirs = await ask(id);
				expect([id, theirs.status, theirs.body]).toEqual([id, nobodys.status, nobodys.body]);
			}
		},
	);

	it('has lost nothing by it', async () => {
		const { url, foreign, foreignKey } = world.facts;
		const neighbour = clientOf(url, foreignKey);
		for (const [name, ids] of Object.entries(foreign)) {
			const { body } = await neighbour('GET', `/v1/${name}`);
			expect(body.data.map(({ id }) => id)).toEqual(ids);
		}
		const keys = (await neighbour('GET', '/v1/keys')).body.data;
		for (const { revoked_at } of keys) expect(revoked_at).toBeNull();
	});
});
