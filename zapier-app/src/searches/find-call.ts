import type { CatalogueEntry } from '@voicehooks/core';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import type { Hydrators } from '../hydrators.ts';
import { outputFields, type RowShape, sampleRow } from '../rows/row.ts';
import { canonicalColumns } from '../rows/shared-columns.ts';
import { oneOf, sourceInput } from '../triggers/filters.ts';
import { canonicalEntries } from '../triggers/plans.ts';
import { callInput, phoneInput } from './inputs.ts';
import { searchRows } from './search-rows.ts';

const perform =
	(
		build: Build,
		hydrators: Hydrators,
		shape: RowShape,
		types: readonly (readonly CatalogueEntry[])[],
	) =>
	async (z: ZObject, bundle: Bundle) => {
		const [callId, phone, sourceId] = [
			bundle.inputData.call_id,
			bundle.inputData.phone,
			bundle.inputData.source_id,
		].map(oneOf);
		if (callId === undefined && phone === undefined) {
			const message = say(build, {
				en: 'Fill in the call or the phone number to look for.',
				fr: 'Renseignez l’appel ou le numéro de téléphone à rechercher.',
			});
			throw new z.errors.HaltedError(message);
		}
		for (const entries of types) {
			const found = await searchRows(
				build,
				hydrators,
				shape,
				{ z, bundle },
				{
					type: entries.map(({ type }) => type),
					call_id: callId,
					phone,
					source_id: sourceId,
				},
			);
			if (found.length > 0) return found;
		}
		return [];
	};

/** Finds a call by its id or by a phone number; null where no vendor of the app reports calls. */
export const findCall = (build: Build, hydrators: Hydrators): Search | null => {
	// What a call ended with says more than that it started.
	const types = [
		canonicalEntries(build, 'call.completed'),
		canonicalEntries(build, 'call.started'),
	].filter((entries) => entries.length > 0);
	const [first] = types.flat();
	if (first === undefined) return null;
	const shape = { columns: canonicalColumns(types.flat()), hasExtras: false };
	return {
		key: 'find_call',
		noun: say(build, { en: 'call', fr: 'appel' }),
		display: {
			label: say(build, { en: 'Find Call', fr: 'Trouver un appel' }),
			description: say(build, {
				en: 'Finds the newest call by its ID or by a phone number.',
				fr: 'Trouve l’appel le plus récent d’après son identifiant ou un numéro de téléphone.',
			}),
		},
		operation: {
			inputFields: [callInput(build), phoneInput(build), sourceInput(build)],
			perform: perform(build, hydrators, shape, types),
			outputFields: outputFields(build, shape),
			sample: { ...sampleRow(first.sample, shape) },
		},
	};
};
