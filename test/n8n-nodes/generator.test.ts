import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vendorCatalogue } from '@voicehooks/core';
import { n8nManifest, n8nNodeFiles } from '../../n8n-nodes/generator/index.mts';
import { literal } from '../../n8n-nodes/generator/literal.mts';
import { camel, pascal } from '../../n8n-nodes/generator/names.mts';
import { answerOf, simplified } from '../../n8n-nodes/generator/output-schema.mts';
import { frenchOf } from '../../n8n-nodes/generator/property.mts';
import { triggerPlans } from '../../n8n-nodes/generator/trigger-plan.mts';
import { openApiDocument } from '../../receiver-service/src/http/openapi.ts';
import { routes } from '../../receiver-service/src/http/routes/index.ts';
import { packageFolder } from './support/package.ts';

const read = (path: string): string => readFileSync(join(packageFolder, '..', path), 'utf8');
const api = openApiDocument(routes, 'https://hooks.example.com');

describe('what is generated', () => {
	it('is what is committed, and nothing is left over', () => {
		const files = n8nNodeFiles(read, api);
		const folder = join(packageFolder, 'nodes');
		const found = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
		expect([...found].sort()).toEqual(Object.keys(files).sort());
		for (const [file, text] of Object.entries(files)) {
			expect({ file, text: read(`n8n-nodes/nodes/${file}`) }).toEqual({ file, text });
		}
		expect(n8nManifest(read('n8n-nodes/package.json'))).toBe(read('n8n-nodes/package.json'));
	});

	it('has the licence of the project', () => {
		expect(read('n8n-nodes/LICENSE')).toBe(read('LICENSE'));
		expect(existsSync(join(packageFolder, 'CHANGELOG.md'))).toBe(true);
	});

	it('has a trigger for each vendor, and one for all', () => {
		const plans = triggerPlans();
		expect(plans).toHaveLength(vendorCatalogue().length + 1);
		expect(plans.map(({ name }) => name)).toEqual([
			'vocalisTrigger',
			'inboundFlowTrigger',
			'voiceHireTrigger',
			'dexemTrigger',
			'voicehooksTrigger',
		]);
	});
});

describe('names', () => {
	it.each([
		['VOCALIS', 'Vocalis', 'vocalis'],
		['InboundFlow', 'InboundFlow', 'inboundFlow'],
		['Acme Voice 2', 'AcmeVoice2', 'acmeVoice2'],
		['min_duration_seconds', 'MinDurationSeconds', 'minDurationSeconds'],
	])('of %s are made of its words', (name, upper, lower) => {
		expect([pascal(name), camel(name)]).toEqual([upper, lower]);
	});
});

describe('a translation', () => {
	const field = (fr: string) => ({
		name: 'id',
		displayName: { en: 'ID', fr },
		type: 'string' as const,
		default: '',
	});

	it('is one text for parameters of one name, for n8n looks them up by name', () => {
		expect(frenchOf([field('Identifiant'), field('Identifiant')])).toEqual({
			id: { displayName: 'Identifiant' },
		});
		expect(() => frenchOf([field('Identifiant'), field('Numéro')])).toThrow(
			'id.displayName has two French texts: "Identifiant" and "Numéro".',
		);
	});
});

describe('a literal', () => {
	it('reads back as the value it was', () => {
		const value = {
			text: 'it\'s "quoted" \\ and\nbroken',
			'odd key': [1, true, null, [], {}],
			long: Array.from({ length: 40 }, (_, nth) => `item ${nth}`),
			inner: { list: [{ a: 1 }] },
		};
		const source = literal(value, 0);
		expect(new Function(`return ${source}`)()).toEqual(value);
		expect(Math.max(...source.split('\n').map(({ length }) => length))).toBeLessThan(100);
	});
});

describe('an output schema', () => {
	it('is of one type, with references followed', () => {
		const schemas = { Thing: { type: 'object', properties: { n: { type: ['integer', 'null'] } } } };
		const schema = { anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Thing' }] };
		expect(simplified(schema, schemas)).toEqual({
			type: 'object',
			properties: { n: { type: 'number' } },
		});
	});

	it('is refused for a route that does not say what it answers', () => {
		expect(() => answerOf(api, 'delete', '/v1/subscriptions/{id}')).toThrow(
			'delete /v1/subscriptions/{id} has no documented answer.',
		);
	});
});
