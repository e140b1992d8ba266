import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filterFieldsOf, minimumFilterKeys, vendors } from '../../core/src/index.ts';
import { appFiles, components } from '../../make-blueprints/src/app/index.ts';
import { formFields } from '../../make-blueprints/src/lint/form-names.ts';

type Content = Readonly<Record<string, unknown>>;

const files = appFiles();
const all = components();
const component = (id: string) => {
	const found = all.find((other) => other.id === id);
	if (found === undefined) throw new Error(`The app has no ${id}.`);
	return found;
};
const section = <Value = Content>(id: string, name: string): Value =>
	Object.entries(component(id).sections).find(([key]) => key === name)?.[1] as Value;
const names = (form: unknown): readonly string[] =>
	formFields(form).map(({ name }) => String(name));
const webhooks = all.filter(({ type }) => type === 'webhook').map(({ id }) => id);

describe('the Make app', () => {
	it.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
		'has a webhook and an instant trigger for %s, with every filter its events have',
		(name, vendor) => {
			const id = `${vendor.id}-events`;
			const trigger = all.find(({ label }) => label === `Watch ${name} Events`);
			expect(all.filter(({ label }) => label === `Watch ${name} Events`)).toHaveLength(2);
			expect(trigger).toBeDefined();
			const mapped = Object.fromEntries(
				vendor.events.flatMap(({ mappedFilters = [] }) => mappedFilters.map((key) => [key, 'x'])),
			);
			const read = new Set<string>(
				vendor.events.flatMap((event) => [...filterFieldsOf(event, mapped)]),
			);
			const minimums: Readonly<Record<string, string>> = Object.fromEntries(
				Object.entries(minimumFilterKeys).map(([key, field]) => [field, key]),
			);
			const offered = names(section(id, 'params')).filter(
				(key) => key !== 'event_types' && key !== 'source_id',
			);
			expect([...offered].sort()).toEqual([...read].map((key) => minimums[key] ?? key).sort());
		},
	);

	it('watches calls, tracked calls, bookings and leads, interviews, campaigns and credits apart', () => {
		const types = Object.fromEntries(
			webhooks
				.filter((id) => !id.endsWith('-events'))
				.map((id) => {
					const { body } = section<{ body: { event_types: string } }>(id, 'attach');
					return [id, /split\('(.*?)'/.exec(body.event_types)?.[1]?.split(',')];
				}),
		);
		expect(types).toMatchObject({
			calls: expect.arrayContaining(['vocalis.call.ended', 'inboundflow.call.transferred']),
			'tracked-calls': ['dexem.cdr', 'dexem.call'],
			'bookings-and-leads': expect.arrayContaining(['inboundflow.lead.created']),
			interviews: expect.arrayContaining(['voicehire.candidate.interview.completed.extended']),
			'campaigns-and-credits': expect.arrayContaining(['voicehire.credits.low']),
		});
		const listed = Object.values(types).flat();
		expect(new Set(listed).size).toBe(listed.length);
		const watched = new Set(listed);
		const left = vendors
			.flatMap(({ id, events }) => events.map((event) => ({ id, event })))
			.filter(({ id, event }) => !watched.has(`${id}.${event.name}`));
		expect(left.map(({ event }) => event.category)).toEqual(['account']);
	});

	it.each(webhooks)('checks the signature of %s as of every other', (id) => {
		expect(section(id, 'communication')).toEqual(section('vocalis-events', 'communication'));
	});

	it.each(webhooks)('changes %s with the request that made it', (id) => {
		expect(section(id, 'update')).toEqual(section(id, 'attach'));
	});

	it('uses no custom function and no OAuth', () => {
		expect(JSON.parse(files['makecomapp.json'] ?? '')).toMatchObject({
			components: {
				function: {},
				endpoint: {},
				connection: { 'api-key': { connectionType: 'basic' } },
			},
		});
	});

	it('has a development and a production origin, whose tokens git ignores', () => {
		const { origins } = JSON.parse(files['makecomapp.json'] ?? '') as {
			origins: { label: string; appId: string; apikeyFile: string }[];
		};
		expect(origins.map(({ label }) => label)).toEqual(['development', 'production']);
		expect(new Set(origins.map(({ appId }) => appId)).size).toBe(2);
		const ignored = readFileSync(join(__dirname, '../../.gitignore'), 'utf8').split('\n');
		for (const { apikeyFile } of origins) expect(apikeyFile).toMatch(/^\.\.\/\.secrets\//);
		expect(ignored).toContain('.secrets/');
	});

	it('is committed as generated, without a file too many', () => {
		const folder = join(__dirname, '../../make-blueprints/app');
		const committed = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));
		const texts = committed.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]);
		expect(Object.fromEntries(texts)).toEqual(files);
	});

	it('holds nothing secret', () => {
		const everything = Object.values(files).join('\n');
		expect(everything).not.toMatch(
			/vhk_[a-z0-9]{8}|whsec_|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-.*token/,
		);
	});
});

describe('what the Make app asks of the API, beside the OpenAPI document', () => {
	type Schema = {
		readonly $ref?: string;
		readonly properties?: Readonly<Record<string, Schema>>;
		readonly allOf?: readonly Schema[];
	};
	type Operation = {
		readonly parameters?: readonly { readonly name: string; readonly in: string }[];
		readonly requestBody?: {
			readonly content: { readonly 'application/json': { readonly schema: Schema } };
		};
		readonly responses: Readonly<
			Record<
				string,
				{ readonly content?: { readonly 'application/json': { readonly schema: Schema } } }
			>
		>;
	};
	const document = JSON.parse(
		readFileSync(join(__dirname, '../../docs/api/openapi.json'), 'utf8'),
	) as {
		readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
		readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
	};
	const resolved = (schema: Schema | undefined): Schema =>
		schema?.$ref === undefined
			? (schema ?? {})
			: resolved(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']);
	const propertiesOf = (schema: Schema | undefined): Readonly<Record<string, Schema>> =>
		resolved(schema).properties ?? {};
	const operationOf = (url: string, method: string): Operation => {
		const path = url
			.replace(/^\{\{(?:connection|parameters)\.baseUrl\}\}/, '')
			.replaceAll(/\{\{.*?\}\}/g, '{}');
		const found = Object.entries(document.paths).find(
			([known]) => known.replaceAll(/\{\w+\}/g, '{}') === path,
		);
		const operation = found?.[1][method.toLowerCase()];
		if (operation === undefined) throw new Error(`The API has no ${method} ${path}.`);
		return operation;
	};

	type Request = {
		readonly url: string;
		readonly method: string;
		readonly headers?: Content;
		readonly qs?: Content;
		readonly body?: Content;
		readonly pagination?: { readonly qs?: Content; readonly body?: Content };
	};
	const requests = all.flatMap(({ id, sections }) =>
		Object.entries(sections).flatMap(([name, content]) => {
			const request = content as unknown as Request;
			const asks = typeof request.url === 'string' && !request.url.includes('parameters.url');
			return asks ? [[`${name} of ${id}`, request] as const] : [];
		}),
	);

	it.each(requests)('%s names a route, and only what it takes', (_name, request) => {
		const operation = operationOf(request.url, request.method);
		const body = propertiesOf(operation.requestBody?.content['application/json'].schema);
		const query = (operation.parameters ?? [])
			.filter((parameter) => parameter.in === 'query')
			.map(({ name }) => name);
		const sent = { ...request.body, ...request.pagination?.body };
		const asked = { ...request.qs, ...request.pagination?.qs };
		expect(Object.keys(sent).filter((key) => !Object.hasOwn(body, key))).toEqual([]);
		expect(Object.keys(asked).filter((key) => !query.includes(key))).toEqual([]);
		const filters = Object.keys(propertiesOf(body.filter));
		expect(filters).toEqual(expect.arrayContaining(Object.keys(request.body?.filter ?? {})));
		const needsKey = (operation.parameters ?? []).some(
			(parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key',
		);
		if (request.headers?.['idempotency-key'] !== undefined) expect(needsKey).toBe(true);
	});

	it.each(['getEvent', 'replayEvent', 'sendSample', 'startCall', 'sourceCandidates'])(
		'the interface of %s is what the API answers',
		(id) => {
			const { url, method } = section<Request>(id, 'communication');
			const responses = Object.entries(operationOf(url, method).responses);
			const success = responses.find(([status]) => status.startsWith('2'))?.[1];
			const answered = Object.keys(propertiesOf(success?.content?.['application/json'].schema));
			const shown = section<readonly { name: string }[]>(id, 'interface').map(({ name }) => name);
			expect([...shown].sort()).toEqual([...answered].sort());
		},
	);
});
