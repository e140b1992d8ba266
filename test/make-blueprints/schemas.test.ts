import { appFiles } from '../../make-blueprints/src/app/index.ts';
import { schemaFindings } from '../../make-blueprints/src/lint/schemas.ts';
import { itWithSchemas } from './make-schemas.ts';

const files = appFiles();

/** The app with one file changed, as JSON. */
const changed = (path: string, change: (content: Record<string, unknown>) => unknown) => ({
	[path]: JSON.stringify(change(JSON.parse(files[path] ?? 'null'))),
});

describe("Make's own schemas", () => {
	itWithSchemas('find nothing wrong in any file', (folder) => {
		expect(schemaFindings(folder, files)).toEqual([]);
	});

	itWithSchemas('know every kind of file that the app has', (folder) => {
		expect(schemaFindings(folder, { 'modules/x/x.unheard-of.iml.json': '{}' })).toEqual([
			expect.objectContaining({ message: 'no schema is for this file' }),
		]);
	});

	const faults: readonly (readonly [
		string,
		string,
		(content: Record<string, unknown>) => unknown,
	])[] = [
		[
			'a directive that Make does not know',
			'modules/listEvents/list-events.communication.iml.json',
			(content: object) => ({ ...content, urls: '/v1' }),
		],
		[
			'a POST without a body',
			'webhooks/calls/calls.attach.iml.json',
			({ body, ...content }: Record<string, unknown>) => content,
		],
		[
			'a type of field that Make does not have',
			'connections/api-key/api-key.params.iml.json',
			() => [{ name: 'a', type: 'string' }],
		],
		[
			'a trigger by date without the date',
			'modules/watchNewEvents/watch-new-events.communication.iml.json',
			(content: object) => ({
				...content,
				response: { trigger: { type: 'date', order: 'asc', id: '{{item.id}}' } },
			}),
		],
		[
			'an epoch without a label',
			'modules/watchNewEvents/watch-new-events.epoch.iml.json',
			() => ({ response: { output: { date: '{{item.received_at}}' } } }),
		],
		[
			'an error of a type of our own',
			'general/base.iml.json',
			(content: object) => ({
				...content,
				response: { error: { message: 'x', type: 'PaymentError' } },
			}),
		],
		['a group without modules', 'modules/groups.json', () => [{ label: 'Triggers' }]],
		[
			'a manifest that lacks a kind of component',
			'makecomapp.json',
			(content: Record<string, unknown>) => ({ ...content, components: { module: {} } }),
		],
	];
	for (const [fault, path, change] of faults) {
		itWithSchemas(`find ${fault}`, (folder) => {
			expect(schemaFindings(folder, changed(path, change))).not.toEqual([]);
		});
	}
});
