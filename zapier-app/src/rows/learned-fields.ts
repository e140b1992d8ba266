import { type HookBody, valueAt } from '@voicehooks/core';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Build } from '../build.ts';
import { isEvent, itemsIn } from '../service/events.ts';
import { ask } from '../service/request.ts';
import { oneOf } from '../triggers/filters.ts';
import type { Column } from './column.ts';
import { extrasOf } from './extras.ts';

/** `tracking_number__number` → `Tracking Number: Number`. */
const labelOf = (key: string): string =>
	key
		.split('__')
		.map((part) =>
			part.replaceAll('_', ' ').replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase()),
		)
		.join(': ');

const typeOf = (value: unknown): 'number' | 'boolean' | 'string' => {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : 'string';
};

/** Events of a vendor whose fields no page of it shows. */
export type Undocumented = { readonly vendor: string; readonly types: readonly string[] };

/** What the service says of an event type: its sample, where it was really received. */
const capturedSample = (item: unknown): HookBody | null => {
	const sample = valueAt(item, 'sample');
	return valueAt(item, 'provenance') === 'captured' && isEvent(sample) ? sample : null;
};

/**
 * Labels and types of the fields that the vendor's pages do not show, learned from what the account
 * really received. None before the first event.
 */
export const learnedFields =
	(build: Build, { vendor, types }: Undocumented, columns: readonly Column[]) =>
	async (z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> => {
		const { data } = await ask(
			build,
			{ z, bundle },
			{
				method: 'GET',
				path: '/v1/event-types',
				query: { vendor, source_id: oneOf(bundle.inputData.source_id) },
			},
		);
		const samples = itemsIn(data)
			.filter((item) => types.some((type) => type === valueAt(item, 'type')))
			.flatMap((item) => capturedSample(item) ?? []);
		const learned: Readonly<Record<string, unknown>> = Object.assign(
			{},
			...samples.map((sample) => extrasOf(sample, columns)),
		);
		return Object.entries(learned).flatMap(([key, value]) =>
			Array.isArray(value) ? [] : [{ key, label: labelOf(key), type: typeOf(value) }],
		);
	};
