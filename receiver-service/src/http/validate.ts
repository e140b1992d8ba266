import type { Language, Localized } from '@voicehooks/core';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';

/** Beyond this, a list of wrong fields helps nobody. */
const reportedErrors = 50;

const locales = { en: z.locales.en().localeError, fr: z.locales.fr().localeError };

const isLocalized = (value: unknown): value is Localized =>
	typeof value === 'object' && value !== null && 'en' in value && 'fr' in value;

/** For `.refine(check, says({ en, fr }))`: what is wrong, in both languages. */
export const says = (message: Localized) => ({ params: { message } });

/** Chosen for each parse: zod's configured locale is global, and languages differ by request. */
const messagesIn =
	(language: Language): z.core.$ZodErrorMap =>
	(issue) => {
		const own = issue.code === 'custom' ? issue.params?.message : undefined;
		return isLocalized(own) ? own[language] : locales[language](issue);
	};

/** The most telling branch of a union: the one that got furthest before it failed. */
const flatten = (
	issue: z.core.$ZodIssue,
	parent: readonly PropertyKey[],
): readonly z.core.$ZodIssue[] => {
	const path = [...parent, ...issue.path];
	if (issue.code !== 'invalid_union') return [{ ...issue, path }];
	const branches = issue.errors.filter((branch) => branch.some(({ path: at }) => at.length > 0));
	const [only] = branches;
	if (branches.length !== 1 || only === undefined) return [{ ...issue, path }];
	return only.flatMap((inner) => flatten(inner, path));
};

/** Parses what came from outside. Throws `validation_failed` with every wrong field. */
export const parseIn = <Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	language: Language,
): z.output<Schema> => {
	const result = schema.safeParse(value, { error: messagesIn(language) });
	if (result.success) return result.data;
	const errors = result.error.issues
		.flatMap((issue) => flatten(issue, []))
		.slice(0, reportedErrors)
		.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
	throw new Refusal('validation_failed', {}, { errors });
};
