import type { Language, Localized } from '@voicehooks/core';
import type { Create, PlainInputField, Search, Trigger } from 'zapier-platform-core';
import { createApp } from '../../zapier-app/src/app.ts';

const triggerHeading: Localized = {
	en: '| trigger | key | filters beside the source |\n|---|---|---|',
	fr: '| déclencheur | clé | filtres en plus de la source |\n|---|---|---|',
};
const actionHeading: Localized = {
	en: '| step | what it does | fields |\n|---|---|---|',
	fr: '| étape | ce qu’elle fait | champs |\n|---|---|---|',
};
const outputHeading: Localized = {
	en: '| key | label | type |\n|---|---|---|',
	fr: '| clé | libellé | type |\n|---|---|---|',
};

type Step = Trigger | Create | Search;

const inputsOf = ({ operation }: Step): readonly PlainInputField[] =>
	(operation.inputFields ?? []).filter(
		(field): field is PlainInputField => typeof field !== 'function',
	);

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Every trigger that people can choose. */
const triggerTable = (language: Language): string => {
	const visible = Object.values(createApp({ locale: language }).triggers).filter(
		({ display }) => display.hidden !== true,
	);
	return [
		triggerHeading[language],
		...visible.map((trigger) =>
			row(
				trigger.display.label ?? '',
				`\`${trigger.key}\``,
				inputsOf(trigger)
					.filter(({ key }) => key !== 'source_id')
					.map(({ label }) => label)
					.join(', ') || '–',
			),
		),
	].join('\n');
};

/** Every action and search. */
const actionTable = (language: Language): string => {
	const { creates, searches } = createApp({ locale: language });
	return [
		actionHeading[language],
		...[...Object.values(creates), ...Object.values(searches)].map((step) =>
			row(
				step.display.label ?? '',
				step.display.description ?? '',
				inputsOf(step)
					.map(({ label, required }) => `${label}${required === true ? ' *' : ''}`)
					.join(', '),
			),
		),
	].join('\n');
};

/** What one trigger gives to later steps. */
const outputTable = (language: Language, trigger: string): string => {
	const fields = createApp({ locale: language }).triggers[trigger]?.operation.outputFields ?? [];
	return [
		outputHeading[language],
		...fields.flatMap((field) =>
			typeof field === 'function'
				? []
				: [row(`\`${field.key}\``, field.label ?? '', field.type ?? '')],
		),
	].join('\n');
};

/** The page with its tables as the app is now. `between` replaces what stands between two marks. */
export const zapierPage = (
	page: string,
	language: Language,
	between: (page: string, name: string, text: string) => string,
): string => {
	const tables = {
		'zapier-triggers': triggerTable(language),
		'zapier-outputs': outputTable(language, 'vocalis_call_ended'),
		'zapier-actions': actionTable(language),
	};
	return Object.entries(tables).reduce((text, [name, table]) => between(text, name, table), page);
};
