import type { Localized } from '@voicehooks/core';
import type { PlainOutputField } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import type { ColumnType } from '../rows/column.ts';

/** One key of what an action answers. */
export type Output = {
	readonly key: string;
	readonly type: ColumnType;
	readonly label: Localized;
	readonly sample: string | number | boolean | readonly string[] | null;
	readonly isList?: boolean;
};

/** The answer's keys as Zapier's output fields. */
export const outputFieldsOf = (build: Build, outputs: readonly Output[]): PlainOutputField[] =>
	outputs.map(({ key, type, label, isList }) => ({
		key,
		type,
		label: say(build, label),
		...(isList === true ? { list: true } : {}),
	}));

/** An answer as users see it before the step ran. A copy: Zapier's core freezes definitions. */
export const sampleOf = (outputs: readonly Output[]): Record<string, unknown> =>
	structuredClone(Object.fromEntries(outputs.map(({ key, sample }) => [key, sample])));

/** Whether nobody was reached because the source is for trying things out. */
export const sandboxOutput: Output = {
	key: 'sandbox',
	type: 'boolean',
	label: { en: 'Played by a Sandbox', fr: 'Simulé par un bac à sable' },
	sample: false,
};

/** Whether the step had acted before with the same fields. */
export const beforeOutput: Output = {
	key: 'done_before',
	type: 'boolean',
	label: { en: 'Done Before', fr: 'Déjà effectué' },
	sample: false,
};

/** The account at the vendor that acted. */
export const sourceOutput: Output = {
	key: 'source_id',
	type: 'string',
	label: { en: 'Source ID', fr: 'Identifiant de la source' },
	sample: 'src_01kj80n8mg0000000000000000',
};
