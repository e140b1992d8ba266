import { type Localized, listFilterKeys, valueAt, vendorById } from '@voicehooks/core';
import type { Build } from '../build.ts';
import { isEvent } from '../service/events.ts';
import { listFilterLabels, oneOf } from '../triggers/filters.ts';
import { sourceListKey, valueListKey } from '../triggers/keys.ts';
import type { ListPlan } from './list-trigger.ts';

const pageLength = 100;

const textAt = (value: unknown, path: string): string => {
	const text = valueAt(value, path);
	return typeof text === 'string' ? text : '';
};

/** The sources of one vendor, or of all with the vendor's name behind. */
const sourceList = (vendorIds: readonly string[], key: string, showsVendor: boolean): ListPlan => ({
	key,
	label: { en: 'Source List', fr: 'Liste des sources' },
	path: '/v1/sources',
	query: () => ({ limit: pageLength }),
	choice: (item) => {
		const vendorId = textAt(item, 'vendor');
		if (!vendorIds.includes(vendorId)) return null;
		const name = textAt(item, 'name');
		const vendor = vendorById(vendorId)?.name ?? vendorId;
		return { id: textAt(item, 'id'), name: showsVendor ? `${name} (${vendor})` : name };
	},
});

/** The values of a filter seen in events so far. */
const valueLists: readonly ListPlan[] = listFilterKeys.map((field) => ({
	key: valueListKey(field),
	label: {
		en: `${listFilterLabels[field].en} Seen So Far`,
		fr: `${listFilterLabels[field].fr} : valeurs déjà vues`,
	},
	path: '/v1/filter-values',
	query: (inputs) => ({ field, source_id: oneOf(inputs.source_id) }),
	choice: (item) => ({ id: textAt(item, 'value'), name: textAt(item, 'value') }),
}));

/** Keys of the hidden lists that actions and searches refer to. */
export const eventListKey = 'event_list';
export const callListKey = 'call_list';
export const subscriptionListKey = 'subscription_list';

const when = (item: unknown): string => textAt(item, 'received_at').replace('T', ' ').slice(0, 16);

const messageList = (build: Build, key: string, label: Localized, idPath: string): ListPlan => ({
	key,
	label,
	path: '/v1/messages',
	query: () => ({ limit: pageLength, type: build.vendors.map(({ id }) => `${id}.*`) }),
	choice: (item) => {
		const id = textAt(item, idPath);
		if (!isEvent(item) || id === '') return null;
		const who = item.normalized.caller_name ?? item.normalized.call_id ?? item.id;
		return { id, name: `${item.type} · ${who} · ${when(item)} UTC` };
	},
});

/** Zaps and other hooks that get events. */
const subscriptionList: ListPlan = {
	key: subscriptionListKey,
	label: { en: 'Subscription List', fr: 'Liste des abonnements' },
	path: '/v1/subscriptions',
	query: () => ({ limit: pageLength }),
	choice: (item) => {
		const [name, platform] = [textAt(item, 'name'), textAt(item, 'platform')];
		const state = `${platform}, ${textAt(item, 'status')}`;
		return { id: textAt(item, 'id'), name: name === '' ? state : `${name} (${state})` };
	},
};

/** Every list that fields of the app may refer to. */
export const listPlans = (build: Build): readonly ListPlan[] => [
	sourceList(
		build.vendors.map(({ id }) => id),
		sourceListKey(),
		build.only === null,
	),
	...build.vendors.map(({ id }) => sourceList([id], sourceListKey(id), false)),
	...valueLists,
	subscriptionList,
	messageList(build, eventListKey, { en: 'Recent Events', fr: 'Événements récents' }, 'id'),
	messageList(
		build,
		callListKey,
		{ en: 'Recent Calls', fr: 'Appels récents' },
		'normalized.call_id',
	),
];
