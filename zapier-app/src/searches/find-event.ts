import { type CatalogueEntry, catalogue } from '@voicehooks/core';
import type { Bundle, PlainInputField, Search, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { type Hydrators, pointersOf } from '../hydrators.ts';
import { eventListKey } from '../lists/plans.ts';
import { outputFields, type Row, type RowShape, rowOf, sampleRow } from '../rows/row.ts';
import { canonicalColumns } from '../rows/shared-columns.ts';
import { isEvent } from '../service/events.ts';
import { ask, type Caller } from '../service/request.ts';
import { allOf, oneOf, sourceInput } from '../triggers/filters.ts';
import { callInput, phoneInput } from './inputs.ts';
import { searchRows } from './search-rows.ts';

/** What fields that take an event refer to, as `find_event.id`. */
export const findEventKey = 'find_event';

const rowById = async (
	build: Build,
	hydrators: Hydrators,
	shape: RowShape,
	{ z, bundle }: Caller & { readonly z: ZObject },
	id: string,
): Promise<Row[]> => {
	const path = `/v1/messages/${encodeURIComponent(id)}`;
	const { data } = await ask(build, { z, bundle }, { method: 'GET', path, mayBeMissing: true });
	return isEvent(data) ? [rowOf(data, shape, pointersOf(hydrators, z))] : [];
};

const perform =
	(build: Build, hydrators: Hydrators, shape: RowShape) => async (z: ZObject, bundle: Bundle) => {
		const { inputData } = bundle;
		const one = (key: string) => oneOf(inputData[key]);
		const id = one('event_id');
		if (id !== undefined) return rowById(build, hydrators, shape, { z, bundle }, id);
		const types = allOf(inputData.event_types);
		return searchRows(
			build,
			hydrators,
			shape,
			{ z, bundle },
			{
				type: types.length > 0 ? types : build.vendors.map((vendor) => `${vendor.id}.*`),
				call_id: one('call_id'),
				phone: one('phone'),
				email: one('email'),
				source_id: one('source_id'),
				since: one('received_after'),
			},
		);
	};

const eventInputs = (build: Build, entries: readonly CatalogueEntry[]): PlainInputField[] => [
	{
		key: 'event_id',
		label: say(build, { en: 'Event', fr: 'Événement' }),
		type: 'string',
		required: false,
		dynamic: `${eventListKey}.id.name`,
		helpText: say(build, {
			en: 'Its ID, as triggers give it. It goes before everything below.',
			fr: 'Son identifiant, tel que le donnent les déclencheurs. Il l’emporte sur tout ce qui suit.',
		}),
	},
	{
		key: 'event_types',
		label: say(build, { en: 'Event Types', fr: 'Types d’événement' }),
		type: 'string',
		required: false,
		list: true,
		choices: entries.map(({ type, label }) => ({
			value: type,
			sample: type,
			label: `${say(build, label)} (${type})`,
		})),
		helpText: say(build, {
			en: 'Only these. Blank means all.',
			fr: 'Uniquement ceux-ci. Laissez vide pour tous.',
		}),
	},
];

const peopleInputs = (build: Build): PlainInputField[] => [
	phoneInput(build),
	{
		key: 'email',
		label: say(build, { en: 'Email Address', fr: 'Adresse e-mail' }),
		type: 'string',
		required: false,
		helpText: say(build, {
			en: 'Of the caller, the lead or the candidate.',
			fr: 'Celle de l’appelant, du prospect ou du candidat.',
		}),
	},
	{
		key: 'received_after',
		label: say(build, { en: 'Received After', fr: 'Reçu après' }),
		type: 'datetime',
		required: false,
		helpText: say(build, {
			en: 'Earlier ones are left out.',
			fr: 'Les événements antérieurs sont écartés.',
		}),
	},
];

/** Finds the newest event that matches everything filled in. */
export const findEvent = (build: Build, hydrators: Hydrators): Search => {
	const ids = new Set(build.vendors.map(({ id }) => id));
	const entries = catalogue().filter(({ vendor }) => ids.has(vendor));
	const [first] = entries.toSorted(
		(one, other) =>
			Number(other.provenance === 'documented') - Number(one.provenance === 'documented'),
	);
	if (first === undefined) throw new TypeError('The vendors of this app have no events.');
	const shape = { columns: canonicalColumns(entries), hasExtras: true };
	return {
		key: findEventKey,
		noun: say(build, { en: 'event', fr: 'événement' }),
		display: {
			label: say(build, { en: 'Find Event', fr: 'Trouver un événement' }),
			description: say(build, {
				en: 'Finds the newest event that matches everything you fill in.',
				fr: 'Trouve l’événement le plus récent qui correspond à tout ce que vous renseignez.',
			}),
		},
		operation: {
			inputFields: [
				...eventInputs(build, entries),
				callInput(build),
				...peopleInputs(build),
				sourceInput(build),
			],
			perform: perform(build, hydrators, shape),
			outputFields: outputFields(build, shape),
			sample: { ...sampleRow(first.sample, shape) },
		},
	};
};
