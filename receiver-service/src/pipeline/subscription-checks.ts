import { type EventType, minimumFilterKeys, type Vendor, vendorById } from '@voicehooks/core';
import { normaliseHookUrl } from '../domain/hook-url.ts';
import { invalidField } from '../domain/invalid-field.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Filter, Platform, Source, Subscription } from '../domain/types.ts';
import type { Sender, UnsafeUrlReason } from '../ports.ts';
import type { Context } from './context.ts';
import { ownSource } from './own.ts';

const zapierOrigin = 'https://hooks.zapier.com';

const unsafe = (code: UnsafeUrlReason | 'url_not_zapier'): Refusal => new Refusal(code);

/**
 * Whether the operator allowed the range this URL points into: only there does the address guard
 * let plain http through (contract, VOICEHOOKS_ALLOW_TARGETS).
 */
const isAllowedTarget = async (sender: Sender, url: string): Promise<boolean> =>
	(await sender.inspect(url.replace(/^https:/, 'http:'))) === null;

/** The hook URL in its one spelling. Throws a `Refusal` with the reason when it may not be used. */
export const checkedUrl = async (
	{ sender }: Pick<Context, 'sender'>,
	text: string,
	platform: Platform,
): Promise<string> => {
	const url = normaliseHookUrl(text);
	if (url === null) throw unsafe('url_invalid');
	const reason = await sender.inspect(url);
	if (reason !== null) throw unsafe(reason);
	const foreign = platform === 'zapier' && new URL(url).origin !== zapierOrigin;
	if (foreign && !(await isAllowedTarget(sender, url))) throw unsafe('url_not_zapier');
	return url;
};

type Covered = { readonly vendor: Vendor; readonly events: readonly EventType[] };

/** What a list of event types covers, by vendor. */
const coveredBy = (eventTypes: readonly string[]): readonly Covered[] => {
	const vendorIds = new Set(eventTypes.map((type) => type.slice(0, type.indexOf('.'))));
	return [...vendorIds].flatMap((id): readonly Covered[] => {
		const vendor = vendorById(id);
		if (vendor === undefined) return [];
		const events = eventTypes.includes(`${id}.*`)
			? vendor.events
			: vendor.events.filter(({ name }) => eventTypes.includes(`${id}.${name}`));
		return [{ vendor, events }];
	});
};

/** The organisation's own source, of a vendor that the event types name. Throws a `Refusal`. */
export const checkedSource = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	sourceId: string | null,
	eventTypes: readonly string[],
): Source | null => {
	if (sourceId === null) return null;
	const source = ownSource(context, orgId, sourceId);
	if (coveredBy(eventTypes).some(({ vendor }) => vendor.id === source.vendor)) return source;
	throw invalidField('source_id', {
		en: `no event of ${source.vendor} is among event_types`,
		fr: `aucun événement de ${source.vendor} ne figure dans event_types`,
	});
};

const mapKeyOf = (filterKey: string): string =>
	Object.entries(minimumFilterKeys).find(([name]) => name === filterKey)?.[1] ?? filterKey;

/**
 * Where a vendor documents no payload, a filter works only on what a source's field map places.
 * Throws a `Refusal` that says how to map it (contract, "filter").
 */
export const checkFilter = (
	context: Pick<Context, 'directory'>,
	orgId: string,
	{ eventTypes, sourceId, filter }: Pick<Subscription, 'eventTypes' | 'sourceId' | 'filter'>,
): void => {
	const covered = coveredBy(eventTypes);
	const undocumented = covered.filter(({ vendor }) => vendor.envelope.kind === 'unnamed');
	for (const { vendor, events } of undocumented) {
		const sources = context.directory
			.sourcesOf(orgId)
			.filter(({ id, vendor: of }) => of === vendor.id && (sourceId === null || sourceId === id));
		for (const filterKey of Object.keys(filter)) {
			const key = mapKeyOf(filterKey);
			const meant =
				covered.length === undocumented.length ||
				events.some(({ mappedFilters }) => mappedFilters?.some((offered) => offered === key));
			if (!meant || sources.some(({ fieldMap }) => Object.hasOwn(fieldMap, key))) continue;
			const source = sourceId ?? sources[0]?.id ?? '{id}';
			throw new Refusal('filter_not_mapped', {
				field: filterKey,
				key,
				vendor: vendor.name,
				source,
			});
		}
	}
};

/** Equal filters written alike: keys and values in order. */
const filterText = (filter: Filter): string =>
	JSON.stringify(
		Object.entries(filter)
			.map(([key, value]) => [key, typeof value === 'number' ? value : [...value].sort()])
			.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
	);

/** Hashes of a subscription: what it is, where it goes, and what it shares its pacing with. */
export const hashesOf = (
	{ vault }: Pick<Context, 'vault'>,
	{
		orgId,
		platform,
		url,
		eventTypes,
		sourceId,
		filter,
	}: Pick<Subscription, 'orgId' | 'platform' | 'eventTypes' | 'sourceId' | 'filter'> & {
		readonly url: string;
	},
): Pick<Subscription, 'urlHash' | 'identity' | 'targetId'> => {
	const place = `${orgId}\n${url}`;
	const what =
		platform === 'custom'
			? `custom\n${[...eventTypes].sort().join(' ')}\n${sourceId ?? ''}\n${filterText(filter)}`
			: 'platform';
	return {
		urlHash: vault.index('hook_url', place),
		targetId: vault.index('target', place),
		identity: vault.index('subscription', `${place}\n${what}`),
	};
};
