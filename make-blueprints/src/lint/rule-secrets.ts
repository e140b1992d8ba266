import { type AppModel, contentOf, isRecord, listOf, ofType, recordOf } from './app-model.ts';
import type { Finding } from './finding.ts';
import { formFields } from './form-names.ts';
import { textsIn } from './texts.ts';

/** A request's directives, and the base that it inherits. */
type Request = { readonly path: string; readonly content: unknown; readonly base: unknown };

/** Base reaches modules and RPCs only: connections and webhooks say everything themselves. */
const requestsOf = (app: AppModel): readonly Request[] => [
	{ ...app.base, base: null },
	...app.components.flatMap((component) =>
		[...component.sections].flatMap(([section, { path, content }]) => {
			if (!['communication', 'attach', 'detach', 'update', 'epoch'].includes(section)) return [];
			const inherits = component.type === 'module' || component.type === 'rpc';
			return [{ path, content, base: inherits ? app.base.content : null }];
		}),
	),
];

const sanitizedBy = (content: unknown): readonly unknown[] =>
	listOf(recordOf(recordOf(content).log).sanitize);

/** What must not be read in a log: fields of type password, what attach keeps, hook URLs. */
const secretExpressions = (app: AppModel): ReadonlySet<string> => {
	const passwords = ofType(app, 'connection').flatMap((connection) =>
		formFields(contentOf(connection, 'params'))
			.filter(({ type }) => type === 'password')
			.map(({ name }) => String(name)),
	);
	return new Set([
		...passwords.flatMap((name) => [`connection.${name}`, `parameters.${name}`]),
		'webhook.url',
		'webhook.secret',
		'data.secret',
	]);
};

/** People, by the names their fields have in our API. */
const personalKeys: ReadonlySet<string> = new Set([
	'phone',
	'email',
	'to',
	'variables',
	'candidates',
]);

/** Texts of a request that its log would show, with the path that hides each. */
const shownSecrets = (app: AppModel, content: unknown): readonly string[] => {
	const secrets = secretExpressions(app);
	return ['headers', 'body', 'qs'].flatMap((part) =>
		textsIn(recordOf(content)[part]).flatMap(({ at, text }) => {
			const secret = [...secrets].some((name) => text.includes(name));
			const personal = part !== 'headers' && personalKeys.has(at[0] ?? '') && text.includes('{{');
			return secret || personal ? [`request.${[part, ...at].join('.')}`] : [];
		}),
	);
};

const storedSecrets = (content: unknown): readonly string[] =>
	Object.entries(recordOf(recordOf(recordOf(content).response).data)).flatMap(([, value]) => {
		const [, name] = /^\{\{body\.(\w*secret\w*)\}\}$/.exec(String(value)) ?? [];
		return name === undefined ? [] : [`response.body.${name}`];
	});

/** Every credential, secret, hook URL and person that a request holds is hidden in Make's logs. */
export const secretsAreSanitized = (app: AppModel): readonly Finding[] =>
	requestsOf(app).flatMap(({ path, content, base }) => {
		if (!isRecord(content) || Object.keys(content).length === 0) return [];
		const own = sanitizedBy(content);
		const hidden = new Set(own.length > 0 ? own : sanitizedBy(base));
		const inherited = shownSecrets(app, { headers: recordOf(base).headers });
		return [...shownSecrets(app, content), ...inherited, ...storedSecrets(content)]
			.filter((place) => !hidden.has(place))
			.map((place) => ({ rule: 'sanitize', path, message: `${place} is not in log.sanitize` }));
	});
