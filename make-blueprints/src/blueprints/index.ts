import { languages } from '@voicehooks/core';
import { blueprintOf } from './build.ts';
import { guideOf, indexOf } from './guide.ts';
import { recipes } from './recipes/index.ts';

/** Every file of `make-blueprints/blueprints`, by its path in that folder. */
export const blueprintFiles = (): Readonly<Record<string, string>> => {
	const all = recipes();
	return Object.fromEntries(
		languages.flatMap((language) => {
			const path = (name: string) => `${language}/${name}`;
			return [
				[path('README.md'), indexOf(all, language)] as const,
				...all.flatMap((recipe) => {
					const blueprint = blueprintOf(recipe, language);
					return [
						[path(`${recipe.slug}.json`), `${JSON.stringify(blueprint, null, '\t')}\n`] as const,
						[path(`${recipe.slug}.md`), guideOf(recipe, blueprint, language)] as const,
					];
				}),
			];
		}),
	);
};
