import { languages } from '@voicehooks/core';
import { z } from 'zod';
import { localizedSchema } from './schemas.ts';

/** The pages of `docs` that the dashboard shows. */
const guideIds = ['zapier', 'n8n', 'make', 'dashboard'] as const;

export const guideSchema = z
	.object({
		id: z.enum(guideIds),
		url: localizedSchema.describe('A page of the dashboard, in each language.'),
	})
	.meta({ id: 'Guide' });

export const guidesAt = (publicUrl: string) =>
	guideIds.map((id) => ({
		id,
		url: Object.fromEntries(
			languages.map((language) => [language, `${publicUrl}/guides/${id}?language=${language}`]),
		),
	}));
