import { functions } from '../iml/functions.ts';
import { parseTemplate } from '../iml/parse.ts';
import type { Expression } from '../iml/syntax.ts';
import { type AppModel, perApp } from './app-model.ts';
import type { Finding } from './finding.ts';
import { expressionsIn, textsIn } from './texts.ts';

/** Sections whose texts Make evaluates; forms, interfaces and samples are plain. */
const evaluated = /\.(?:communication|attach|detach|update|epoch)\.iml\.json$|base\.iml\.json$/;

export type Expressions = {
	readonly path: string;
	readonly at: readonly string[];
	readonly expressions: readonly Expression[];
};

/** Every text that Make evaluates, with each expression in it; what cannot be read has none. */
export const expressionsOf = perApp((app): readonly Expressions[] =>
	app.files
		.filter(({ path }) => evaluated.test(path))
		.flatMap(({ path, content }) =>
			textsIn(content).map(({ at, text }) => {
				const parsed = parseTemplate(text, 'app');
				const expressions = parsed.ok
					? parsed.template.flatMap((part) =>
							part.kind === 'expression' ? expressionsIn(part.expression) : [],
						)
					: [];
				return { path, at, expressions };
			}),
		),
);

/** Every text reads as IML of custom apps: balanced, commas, no array or object literal. */
export const imlReads = (app: AppModel): readonly Finding[] =>
	app.files.flatMap(({ path, content }) =>
		textsIn(content).flatMap(({ at, text }) => {
			const place = at.join('.');
			if (!evaluated.test(path)) {
				return text.includes('{{')
					? [{ rule: 'iml-in-form', path, message: `${place}: Make does not evaluate this file` }]
					: [];
			}
			const parsed = parseTemplate(text, 'app');
			return parsed.ok
				? []
				: [
						{
							rule: 'iml',
							path,
							message: `${place}: ${parsed.error.message} (${parsed.error.at})`,
						},
					];
		}),
	);

/** Custom functions need Make's staff: only built-in ones, and only those that our evaluator knows. */
export const functionsAreBuiltIn = (app: AppModel): readonly Finding[] =>
	expressionsOf(app).flatMap(({ path, at, expressions }) =>
		expressions.flatMap((expression) =>
			expression.kind === 'call' && functions[expression.name]?.dialects.includes('app') !== true
				? [{ rule: 'functions', path, message: `${at.join('.')}: ${expression.name}() is unknown` }]
				: [],
		),
	);
