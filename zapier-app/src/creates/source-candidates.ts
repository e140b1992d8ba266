import { type Localized, type Vendor, valueAt } from '@voicehooks/core';
import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
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

const count = (key: string, label: Localized, sample: number): Output => ({
	key,
	type: 'integer',
	label,
	sample,
});

const outputs: readonly Output[] = [
	{
		key: 'campaign_id',
		type: 'string',
		label: { en: 'Campaign ID', fr: 'Identifiant de la campagne' },
		sample: 'abc123def456',
	},
	count('candidates_sourced', { en: 'Candidates Sourced', fr: 'Candidats sourcés' }, 1),
	count('candidates_skipped', { en: 'Candidates Skipped', fr: 'Candidats ignorés' }, 0),
	count('sms_sent', { en: 'Text Messages Sent', fr: 'SMS envoyés' }, 1),
	{
		key: 'errors',
		type: 'string',
		label: { en: 'Errors', fr: 'Erreurs' },
		sample: [],
		isList: true,
	},
	sourceOutput,
	sandboxOutput,
	beforeOutput,
];

/** What a candidate is made of, and whether it must be there. */
const parts = {
	first_name: { label: { en: 'First Name', fr: 'Prénom' }, required: true },
	last_name: { label: { en: 'Last Name', fr: 'Nom' }, required: true },
	phone: { label: { en: 'Phone', fr: 'Téléphone' }, required: true },
	email: { label: { en: 'Email', fr: 'E-mail' }, required: false },
} as const;
const partKeys = Object.keys(parts) as (keyof typeof parts)[];

const partInputs = (build: Build): PlainInputField[] =>
	partKeys.map((key) => ({
		key,
		label: say(build, parts[key].label),
		type: 'string',
		required: parts[key].required,
	}));

const candidateOf = (item: unknown): Record<string, string> =>
	Object.fromEntries(
		partKeys.flatMap((key) => {
			const value = oneOf(valueAt(item, key));
			return value === undefined ? [] : [[key, value]];
		}),
	);

/** Line items come as a list; without any, Zapier hands over the fields of one beside the others. */
const candidatesOf = (inputs: Readonly<Record<string, unknown>>) =>
	(Array.isArray(inputs.candidates) ? inputs.candidates : [inputs]).map(candidateOf);

const figure = (answer: unknown, key: string): unknown => valueAt(answer, key) ?? null;

const errorTexts = (answer: unknown): readonly string[] => {
	const errors = valueAt(answer, 'errors');
	if (!Array.isArray(errors)) return [];
	return errors.map((error: unknown) =>
		typeof error === 'string' ? error : JSON.stringify(error),
	);
};

const perform = (build: Build) => async (z: ZObject, bundle: Bundle) => {
	const { inputData } = bundle;
	const [campaignId = '', sourceId, reference] = [
		inputData.campaign_id,
		inputData.source_id,
		inputData.reference,
	].map(oneOf);
	const body = {
		candidates: candidatesOf(inputData),
		...(sourceId === undefined ? {} : { source_id: sourceId }),
	};
	const response = await ask(
		build,
		{ z, bundle },
		{
			method: 'POST',
			path: `/v1/campaigns/${encodeURIComponent(campaignId)}/source`,
			body,
			idempotencyKey: onceKey('source_candidates', { ...body, campaignId, reference }),
		},
	);
	const { data } = response;
	return {
		campaign_id: campaignId,
		candidates_sourced: figure(data, 'candidates_sourced'),
		candidates_skipped: figure(data, 'candidates_skipped'),
		sms_sent: figure(data, 'sms_sent'),
		errors: errorTexts(data),
		source_id: figure(data, 'source_id'),
		sandbox: valueAt(data, 'sandbox') === true,
		done_before: wasDoneBefore(response),
	};
};

/** Adds candidates to one of the vendor's campaigns, which texts them. */
export const sourceCandidates = (build: Build, vendor: Vendor): Create => ({
	key: 'source_candidates',
	noun: say(build, { en: 'candidate', fr: 'candidat' }),
	display: {
		label: say(build, { en: 'Source Candidates', fr: 'Sourcer des candidats' }),
		description: say(build, {
			en: `Adds candidates to a ${vendor.name} campaign, which sends them a text message.`,
			fr: `Ajoute des candidats à une campagne ${vendor.name}, qui leur envoie un SMS.`,
		}),
	},
	operation: {
		inputFields: [
			{
				key: 'campaign_id',
				label: say(build, { en: 'Campaign', fr: 'Campagne' }),
				type: 'string',
				required: true,
				dynamic: `${valueListKey('campaign_id')}.id.name`,
				helpText: say(build, {
					en: 'The menu shows those seen in events so far. Any other can be typed as a custom value.',
					fr: 'Le menu montre celles vues jusqu’ici dans les événements. Toute autre peut être saisie comme valeur personnalisée.',
				}),
			},
			{
				key: 'candidates',
				label: say(build, { en: 'Candidates', fr: 'Candidats' }),
				children: partInputs(build),
			},
			sourceInput(build, sourceListKey(vendor.id), 'one'),
			referenceInput(build),
		],
		perform: perform(build),
		outputFields: outputFieldsOf(build, outputs),
		sample: sampleOf(outputs),
	},
});
