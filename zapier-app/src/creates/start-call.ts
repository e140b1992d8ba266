import { type Vendor, valueAt } from '@voicehooks/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { ask } from '../service/request.ts';
import { oneOf, sourceInput } from '../triggers/filters.ts';
import { sourceListKey, valueListKey } from '../triggers/keys.ts';
import { onceKey, referenceInput, wasDoneBefore } from './once.ts';
import {
	beforeOutput,
	type Output,
	outputFieldsOf,
	sampleOf,
	sandboxOutput,
	sourceOutput,
} from './output.ts';

const outputs: readonly Output[] = [
	{
		key: 'call_id',
		type: 'string',
		label: { en: 'Call ID', fr: 'Identifiant de l’appel' },
		sample: 'c_01HXYZ',
	},
	{
		key: 'to',
		type: 'string',
		label: { en: 'Called Number', fr: 'Numéro appelé' },
		sample: '+33612345678',
	},
	sourceOutput,
	sandboxOutput,
	beforeOutput,
];

const perform = (build: Build) => async (z: ZObject, bundle: Bundle) => {
	const { inputData } = bundle;
	const [to, sourceId, reference] = [inputData.to, inputData.source_id, inputData.reference].map(
		oneOf,
	);
	const body = {
		agent_id: oneOf(inputData.agent_id),
		to,
		variables: inputData.variables ?? {},
		...(sourceId === undefined ? {} : { source_id: sourceId }),
	};
	const response = await ask(
		build,
		{ z, bundle },
		{
			method: 'POST',
			path: '/v1/calls',
			body,
			idempotencyKey: onceKey('start_call', { ...body, reference }),
		},
	);
	return {
		call_id: valueAt(response.data, 'call_id') ?? null,
		to,
		source_id: valueAt(response.data, 'source_id') ?? null,
		sandbox: valueAt(response.data, 'sandbox') === true,
		done_before: wasDoneBefore(response),
	};
};

/** Has one of the vendor's agents ring somebody. */
export const startCall = (build: Build, vendor: Vendor): Create => ({
	key: 'start_call',
	noun: say(build, { en: 'call', fr: 'appel' }),
	display: {
		label: say(build, { en: 'Start Call', fr: 'Lancer un appel' }),
		description: say(build, {
			en: `Has one of your ${vendor.name} agents call somebody.`,
			fr: `Fait appeler quelqu’un par l’un de vos agents ${vendor.name}.`,
		}),
	},
	operation: {
		inputFields: [
			{
				key: 'agent_id',
				label: say(build, { en: 'Agent', fr: 'Agent' }),
				type: 'string',
				required: true,
				dynamic: `${valueListKey('agent_id')}.id.name`,
				helpText: say(build, {
					en: 'The menu shows those seen in events so far. Any other can be typed as a custom value.',
					fr: 'Le menu montre ceux vus jusqu’ici dans les événements. Tout autre peut être saisi comme valeur personnalisée.',
				}),
			},
			{
				key: 'to',
				label: say(build, { en: 'Phone Number', fr: 'Numéro de téléphone' }),
				type: 'string',
				required: true,
				placeholder: '+33612345678',
				helpText: say(build, {
					en: 'In international form, beginning with + and the country, such as `+33612345678`.',
					fr: 'Au format international, en commençant par + et l’indicatif du pays, par exemple `+33612345678`.',
				}),
			},
			{
				key: 'variables',
				label: say(build, { en: 'Variables', fr: 'Variables' }),
				dict: true,
				required: false,
				helpText: say(build, {
					en: 'What the agent is told about this call. They come back with the later events of the call.',
					fr: 'Ce que l’agent doit savoir de cet appel. Elles reviennent avec les événements suivants de l’appel.',
				}),
			},
			sourceInput(build, sourceListKey(vendor.id), 'one'),
			referenceInput(build),
		],
		perform: perform(build),
		outputFields: outputFieldsOf(build, outputs),
		sample: sampleOf(outputs),
	},
});
