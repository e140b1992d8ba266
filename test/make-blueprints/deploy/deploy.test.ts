import { Make } from '@makehq/sdk';
import { appFiles, components } from '../../../make-blueprints/src/app/index.ts';
import { deploy } from '../../../make-blueprints/src/deploy/deploy.ts';
import { type MakeApi, makeToken, startMakeApi } from './make-api.ts';

let api: MakeApi;
beforeEach(async () => {
	api = await startMakeApi();
});
afterEach(() => api.stop());

const files = appFiles();
const development = { appId: 'voicehooks-development', label: 'Voicehooks (development)' };
const production = { appId: 'voicehooks', label: 'Voicehooks' };

const run = async (apply: boolean, token = makeToken, origin = development, visible = false) => {
	const make = new Make(token, api.zone, {
		retry: { onRateLimit: true, maxRetries: 3, baseDelay: 1 },
	});
	make.protocol = 'http';
	const lines: string[] = [];
	const from = api.requests.length;
	const writes = await deploy(make, {
		...origin,
		apply,
		visible,
		print: (line) => lines.push(line),
	});
	const requests = api.requests.slice(from);
	return { writes, lines, requests, written: requests.filter((line) => !line.startsWith('GET ')) };
};

const onlyApp = () => {
	const [app, ...others] = api.apps.values();
	if (app === undefined || others.length > 0) throw new Error(`${api.apps.size} apps at Make`);
	return app;
};
const factsOf = (kind: 'connections' | 'webhooks' | 'rpcs' | 'modules') =>
	onlyApp().kinds[kind].map(({ facts }) => facts);

describe('the deploy script, against a stand-in of Make', () => {
	it('touches nothing in a dry run, and says everything it would do', async () => {
		const { writes, written, lines } = await run(false);
		expect(written).toEqual([]);
		expect(api.apps.size).toBe(0);
		expect(lines[0]).toBe('  create the app');
		expect(lines).toContain('  create webhook vocalis-events');
		expect(lines).toContain('  set connection of webhook vocalis-events');
		expect(lines).toContain('  write attach of webhook vocalis-events');
		expect(lines.at(-1)).toBe(
			`voicehooks-development (not at Make yet): ${writes} changes. This was a dry run: add --apply to make them.`,
		);
	});

	it('creates the app with every component, each linked to those it needs', async () => {
		await run(true);
		const all = components();
		const ids = (type: string) =>
			all.filter((component) => component.type === type).map(({ id }) => id);
		expect(factsOf('modules').map(({ name }) => name)).toEqual(ids('module'));
		expect(factsOf('rpcs').map(({ name }) => name)).toEqual(ids('rpc'));
		expect(factsOf('webhooks')).toHaveLength(ids('webhook').length);
		const [connection] = factsOf('connections');
		expect(connection).toMatchObject({ type: 'basic', label: 'Voicehooks' });
		for (const linked of [...factsOf('webhooks'), ...factsOf('rpcs')]) {
			expect(linked.connection).toBe(connection?.name);
		}
		const webhook = factsOf('webhooks').find((facts) => facts.label === 'Watch Calls');
		expect(factsOf('modules').find(({ name }) => name === 'watchCalls')).toMatchObject({
			typeId: 10,
			webhook: webhook?.name,
			connection: null,
		});
		expect(factsOf('modules').find(({ name }) => name === 'startCall')).toMatchObject({
			typeId: 4,
			crud: 'create',
			connection: connection?.name,
			webhook: null,
		});
	});

	it('writes every file where Make keeps it', async () => {
		await run(true);
		const json = (path: string) => JSON.parse(files[path] ?? '');
		for (const name of ['attach', 'detach', 'update']) {
			expect(api.section('webhooks', 'Watch Calls', name)).toEqual(
				json(`webhooks/calls/calls.${name}.iml.json`),
			);
		}
		const poll = (name: string) => json(`modules/watchNewEvents/watch-new-events.${name}.iml.json`);
		expect(api.section('modules', 'Watch New Events', 'api')).toEqual(poll('communication'));
		expect(api.section('modules', 'Watch New Events', 'epoch')).toEqual(poll('epoch'));
		expect(api.section('modules', 'Watch New Events', 'parameters')).toEqual(poll('static-params'));
		expect(api.section('modules', 'Start a Call', 'expect')).toEqual(
			json('modules/startCall/start-call.mappable-params.iml.json'),
		);
		expect(onlyApp().sections.get('readme')).toBe(files['README.md']);
		expect(JSON.parse(onlyApp().sections.get('groups') ?? '')).toEqual(json('modules/groups.json'));
	});

	it('does nothing the second time, though Make gave the app another id', async () => {
		await run(true);
		expect([...api.apps.keys()]).toEqual(['voicehooks-development-q1w2e3']);
		const again = await run(true);
		expect(again.written).toEqual([]);
		expect(again.lines).toEqual(['voicehooks-development-q1w2e3: nothing to do.']);
	});

	it('does not mind how Make spaces and orders what it keeps', async () => {
		await run(true);
		const sections = onlyApp().kinds.connections[0]?.sections;
		const kept = JSON.parse(sections?.get('api') ?? '{}') as Record<string, unknown>;
		const turned = Object.fromEntries(Object.entries(kept).reverse());
		sections?.set('api', JSON.stringify(turned, null, 4));
		expect((await run(true)).writes).toBe(0);
	});

	it('changes only what differs', async () => {
		await run(true);
		const module = onlyApp().kinds.modules.find(({ facts }) => facts.name === 'listEvents');
		module?.sections.set('api', '{ "url": "/elsewhere" }');
		const webhook = onlyApp().kinds.webhooks.find(({ facts }) => facts.label === 'Watch Calls');
		if (webhook !== undefined) webhook.facts.connection = null;
		const { lines, written } = await run(true);
		expect(lines.slice(0, -1)).toEqual([
			'  set connection of webhook calls',
			'  write api of module listEvents',
		]);
		expect(written).toEqual([
			`PATCH /sdk/apps/webhooks/${webhook?.facts.name}`,
			'PUT /sdk/apps/voicehooks-development-q1w2e3/1/modules/listEvents/api',
		]);
		expect((await run(false)).writes).toBe(0);
	});

	it('names what is at Make only, and deletes nothing', async () => {
		await run(true);
		onlyApp().kinds.modules.push({
			facts: { name: 'oldModule', label: 'Old Module' },
			sections: new Map(),
		});
		const { lines, written } = await run(true);
		expect(lines[0]).toBe('  left alone: module oldModule (Old Module) is at Make only');
		expect(written).toEqual([]);
	});

	it('goes on where it stopped, and creates nothing twice', async () => {
		api.fail(/^PUT .*\/modules\/watchCalls\/interface$/, 500);
		await expect(run(true)).rejects.toThrow('Not now.');
		await run(true);
		const names = factsOf('modules').map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(factsOf('connections')).toHaveLength(1);
		expect((await run(false)).writes).toBe(0);
	});

	it('waits when Make says that it is too fast', async () => {
		api.fail(/^POST .*\/rpcs$/, 429, 429);
		await run(true);
		expect((await run(false)).writes).toBe(0);
	});

	it('says what Make says of a wrong token, having done nothing', async () => {
		await expect(run(true, '00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
			statusCode: 401,
			message: 'Access denied.',
		});
		expect(api.apps.size).toBe(0);
	});

	it('leaves the app of the other origin alone', async () => {
		await run(true);
		const before = JSON.stringify([...onlyApp().sections]);
		const { lines } = await run(false, makeToken, production);
		expect(lines[0]).toBe('  create the app');
		expect(JSON.stringify([...onlyApp().sections])).toBe(before);
	});

	it('shows its modules to others only when asked, and once', async () => {
		await run(true);
		expect(factsOf('modules').filter((facts) => facts.public === true)).toEqual([]);
		const { written } = await run(true, makeToken, development, true);
		expect(written).toHaveLength(factsOf('modules').length);
		expect(factsOf('modules').filter((facts) => facts.public !== true)).toEqual([]);
		expect((await run(true, makeToken, development, true)).writes).toBe(0);
	});

	it('does not take an app of another id for its own, whatever its label', async () => {
		await run(true);
		onlyApp().facts.label = production.label;
		expect((await run(false, makeToken, production)).lines[0]).toBe('  create the app');
	});
});
