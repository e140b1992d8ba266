import { languages } from '@voicehooks/core';
import { z } from 'zod';
import { says } from './validate.ts';

/** A text for people, in every language. */
export const localizedSchema = z.object(
	Object.fromEntries(languages.map((language) => [language, z.string()])),
);

/** The id in a path; whether it is known is the handler's to say. */
export const idParams = z.object({ id: z.string().min(1).max(64) });

/** A name that people give things: one line. */
export const label = z
	.string()
	.trim()
	.min(1)
	.max(200)
	.refine(
		(text) => !/\p{Cc}/u.test(text),
		says({
			en: 'must not contain control characters',
			fr: 'ne doit pas contenir de caractères de contrôle',
		}),
	);

/** An e-mail address, in lower case: people do not tell capitals apart in theirs. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
