import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Make's tokens are version 4 UUIDs; the SDK tells them from OAuth tokens by that. */
export const makeToken = '6f2b8f1e-5f0a-4b5e-9d5d-0d6a3c1f9a10';

type Kind = 'connections' | 'webhooks' | 'rpcs' | 'modules';
type Stored = { facts: Record<string, unknown>; sections: Map<string, string> };
type StoredApp = Stored & { readonly kinds: Readonly<Record<Kind, Stored[]>> };

export type MakeApi = {
	readonly zone: string;
	/** Every request so far: `PUT /sdk/apps/…`. */
	readonly requests: string[];
	readonly apps: Map<string, StoredApp>;
	/** Answers the next requests whose line matches with these statuses, one each. */
	readonly fail: (line: RegExp, ...statuses: number[]) => void;
	/** A section as stored, parsed. */
	readonly section: (kind: Kind, label: string, name: string) => unknown;
	readonly stop: () => Promise<void>;
};

class Refused extends Error {
	readonly status: number;
	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

const listKeys: Readonly<Record<Kind, string>> = {
	connections: 'appConnections',
	webhooks: 'appWebhooks',
	rpcs: 'appRpcs',
	modules: 'appModules',
};
const singleKeys: Readonly<Record<Kind, string>> = {
	connections: 'appConnection',
	webhooks: 'appWebhook',
	rpcs: 'appRpc',
	modules: 'appModule',
};

/**
 * A stand-in of Make's API for custom apps, as @makehq/sdk and the Make Apps Editor speak to it:
 * apps get an ending, connections and webhooks get names of Make's own, everything new comes with a
 * template, and what is referred to must be there.
 */
export const startMakeApi = async (): Promise<MakeApi> => {
	const apps = new Map<string, StoredApp>();
	const requests: string[] = [];
	const failures: { line: RegExp; statuses: number[] }[] = [];

	const appOf = (name: string): StoredApp => {
		const app = apps.get(name);
		if (app === undefined) throw new Refused(404, `App ${name} not found.`);
		return app;
	};
	const everywhere = (kind: Kind) => [...apps.values()].flatMap((app) => app.kinds[kind]);
	const find = (items: readonly Stored[], name: string): Stored => {
		const item = items.find(({ facts }) => facts.name === name);
		if (item === undefined) throw new Refused(404, `${name} not found.`);
		return item;
	};
	const checkReferences = (body: Record<string, unknown>): void => {
		for (const [key, kind] of [
			['connection', 'connections'],
			['webhook', 'webhooks'],
		] as const) {
			if (typeof body[key] === 'string') find(everywhere(kind), body[key]);
		}
	};
	const template = (): Map<string, string> =>
		new Map([
			['api', '{\n\t// A template.\n\t"url": "/users"\n}'],
			['parameters', '[]'],
		]);

	const create = (appName: string, kind: Kind, body: Record<string, unknown>) => {
		const items = appOf(appName).kinds[kind];
		const own = kind === 'connections' || kind === 'webhooks';
		const name = own ? `${appName}${items.length === 0 ? '' : items.length + 1}` : body.name;
		if (items.some(({ facts }) => facts.name === name)) throw new Refused(400, `${name} exists.`);
		if (own && typeof body.type !== 'string') throw new Refused(400, 'type is missing.');
		if (kind === 'modules' && body.typeId === 12 && body.subtype === undefined) {
			throw new Refused(400, 'subtype is missing.');
		}
		const { type, label, description, typeId } = body;
		const facts = {
			name,
			label,
			...(own ? { type } : {}),
			...(kind === 'modules'
				? { description, typeId, crud: null, webhook: null, public: false }
				: {}),
			...(kind === 'connections' ? {} : { connection: null, altConnection: null }),
		};
		items.push({ facts, sections: template() });
		return { [singleKeys[kind]]: facts };
	};

	const onSection = async (
		stored: Stored,
		name: string,
		request: IncomingMessage,
	): Promise<unknown> => {
		if (request.method === 'GET') return stored.sections.get(name) ?? '';
		const body = await text(request);
		const type = request.headers['content-type'];
		if (name === 'readme') {
			if (type !== 'text/markdown') throw new Refused(415, `readme as ${type}`);
		} else {
			if (type !== 'application/jsonc') throw new Refused(415, `${name} as ${type}`);
			JSON.parse(body);
		}
		stored.sections.set(name, body);
		return { changed: true };
	};

	const answer = async (request: IncomingMessage, path: string): Promise<unknown> => {
		const parts = path.split('/').slice(3).map(decodeURIComponent);
		const [first = '', second, third, name, section] = parts;
		const json = async () => JSON.parse(await text(request)) as Record<string, unknown>;
		if (first === '') {
			if (request.method === 'GET') return { apps: [...apps.values()].map(({ facts }) => facts) };
			const body = await json();
			const facts = { ...body, name: `${body.name}-q1w2e3`, version: 1 };
			apps.set(facts.name, {
				facts,
				sections: new Map([
					['base', '{}'],
					['groups', '[]'],
					['readme', ''],
				]),
				kinds: { connections: [], webhooks: [], rpcs: [], modules: [] },
			});
			return { app: facts };
		}
		// Connections and webhooks have no version.
		if (first === 'connections' || first === 'webhooks') {
			const stored = find(everywhere(first), second ?? '');
			if (third !== undefined) return onSection(stored, third, request);
			if (request.method === 'GET') return { [singleKeys[first]]: stored.facts };
			const body = await json();
			checkReferences(body);
			Object.assign(stored.facts, body);
			return { [singleKeys[first]]: stored.facts };
		}
		if (second === 'connections' || second === 'webhooks') {
			if (request.method === 'POST') return create(first, second, await json());
			// The SDK says that lists of webhooks may lack their connection.
			const short = appOf(first).kinds[second].map(({ facts: { name, label, type } }) => ({
				name,
				label,
				type,
			}));
			return { [listKeys[second]]: short };
		}
		if (third === undefined) {
			Object.assign(appOf(first).facts, await json());
			return { app: appOf(first).facts };
		}
		if (third !== 'rpcs' && third !== 'modules') return onSection(appOf(first), third, request);
		if (name === undefined) {
			if (request.method === 'POST') return create(first, third, await json());
			return { [listKeys[third]]: appOf(first).kinds[third].map(({ facts }) => facts) };
		}
		const stored = find(appOf(first).kinds[third], name);
		if (section === 'public' && request.method === 'POST') {
			stored.facts.public = true;
			return {};
		}
		if (section !== undefined) return onSection(stored, section, request);
		const body = await json();
		checkReferences(body);
		Object.assign(stored.facts, body);
		return { [singleKeys[third]]: stored.facts };
	};

	const server = createServer(async (request, response) => {
		const path = new URL(request.url ?? '', 'http://make').pathname.replace('/api/v2', '');
		const line = `${request.method} ${path}`;
		requests.push(line);
		const send = (status: number, type: string, body: string) => {
			request.resume();
			response.writeHead(status, { 'content-type': type }).end(body);
		};
		const problem = (status: number, message: string) =>
			send(status, 'application/json', JSON.stringify({ message, detail: message }));
		try {
			if (request.headers.authorization !== `Token ${makeToken}`) {
				throw new Refused(401, 'Access denied.');
			}
			const failing = failures.find((item) => item.line.test(line) && item.statuses.length > 0);
			const status = failing?.statuses.shift();
			if (status !== undefined) throw new Refused(status, 'Not now.');
			const body = await answer(request, path);
			if (typeof body === 'string') send(200, 'application/jsonc; charset=utf-8', body);
			else send(200, 'application/json; charset=utf-8', JSON.stringify(body));
		} catch (error) {
			if (error instanceof Refused) problem(error.status, error.message);
			else problem(400, String(error));
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		zone: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		apps,
		fail: (line, ...statuses) => {
			failures.push({ line, statuses });
		},
		section: (kind, label, name) => {
			const item = everywhere(kind).find(({ facts }) => facts.label === label);
			return JSON.parse(item?.sections.get(name) ?? 'null');
		},
		stop: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
};
