import { apiKey, at, callContext, newId, organisation, page, source } from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** Settings, organisations, keys and sources. */
export const configurationConforms = ({ store, reopen }: Subject): void => {
	it('keeps a setting and replaces it', async () => {
		expect(await store().getSetting('greeting')).toBeNull();
		await store().putSetting('greeting', 'bonjour');
		await store().putSetting('greeting', 'salut');
		expect(await store().getSetting('greeting')).toBe('salut');
	});

	it('loads what was put before it was closed', async () => {
		const org = organisation();
		const key = apiKey(org.id);
		const own = source(org.id, { fieldMap: { agent_id: 'call.agent' } });
		await store().putOrganisation(org);
		await store().putOrganisation({ ...org, name: 'Agence du Lac' });
		await store().putKey(key);
		await store().putKey({ ...key, revokedAt: at + 1 });
		await store().putSource(own);
		await store().putSourceHealth([
			{
				sourceId: own.id,
				lastEventAt: at,
				consecutiveRejections: 2,
				lastRejectionAt: at - 1,
				consecutiveFailures: 3,
			},
		]);
		await store().putCallContext(callContext(org.id, own.id, 'call-1'));
		await reopen();
		const loaded = await store().loadConfiguration();
		expect(loaded.organisations).toContainEqual({ ...org, name: 'Agence du Lac' });
		expect(loaded.keys).toContainEqual({ ...key, revokedAt: at + 1 });
		expect(loaded.sources).toContainEqual(own);
		expect(loaded.sourceHealth).toContainEqual({
			sourceId: own.id,
			lastEventAt: at,
			consecutiveRejections: 2,
			lastRejectionAt: at - 1,
			consecutiveFailures: 3,
		});
		expect(loaded.sourcesWithCalls).toContain(own.id);
	});

	it('lists keys in pages, newest first or oldest first', async () => {
		const orgId = newId('org');
		const keys = [1, 2, 3].map((day) => apiKey(orgId, { createdAt: at + day }));
		for (const key of keys) await store().putKey(key);
		const first = await store().listKeys(orgId, page({ limit: 2 }));
		expect(first.items.map(({ id }) => id)).toEqual([keys[2]?.id, keys[1]?.id]);
		expect(first.hasMore).toBe(true);
		const second = await store().listKeys(orgId, page({ limit: 2, after: keys[1]?.id ?? null }));
		expect(second).toEqual({ items: [keys[0]], hasMore: false });
		const ascending = await store().listKeys(orgId, page({ order: 'asc', limit: 3 }));
		expect(ascending).toEqual({ items: keys, hasMore: false });
	});

	it('bounds a list by since, inclusive, and until, exclusive', async () => {
		const orgId = newId('org');
		const sources = [1, 2, 3].map((day) => source(orgId, { createdAt: at + day }));
		for (const one of sources) await store().putSource(one);
		const { items } = await store().listSources(orgId, page({ since: at + 2, until: at + 3 }));
		expect(items).toEqual([sources[1]]);
	});

	it('deletes a source once, with its health', async () => {
		const own = source(newId('org'));
		await store().putSource(own);
		await store().putSourceHealth([
			{
				sourceId: own.id,
				lastEventAt: at,
				consecutiveRejections: 0,
				lastRejectionAt: null,
				consecutiveFailures: 0,
			},
		]);
		expect(await store().getSourceHealth([own.id])).toHaveLength(1);
		expect(await store().deleteSource(own.orgId, own.id)).toBe(true);
		expect(await store().deleteSource(own.orgId, own.id)).toBe(false);
		expect(await store().getSourceHealth([own.id])).toEqual([]);
	});

	it('drops health that was gathered for a source deleted meanwhile', async () => {
		const sourceId = newId('src');
		await store().putSourceHealth([
			{
				sourceId,
				lastEventAt: at,
				consecutiveRejections: 0,
				lastRejectionAt: null,
				consecutiveFailures: 0,
			},
		]);
		expect(await store().getSourceHealth([sourceId])).toEqual([]);
	});

	it('answers a ping', async () => {
		await expect(store().ping()).resolves.toBeUndefined();
	});
};
