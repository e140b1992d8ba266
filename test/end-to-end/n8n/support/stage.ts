import { isInstalled, n8nVersion } from '../cache.ts';
import { type N8n, startN8n } from './n8n.ts';
import { type NodesPackage, packNodes } from './package.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const startPatienceMs = 240_000;

export type Credentials = {
	readonly voicehooksApi: { readonly id: string; readonly name: string };
};

/** What every suite plays on. Its parts are there once the tests run. */
export type Stage = {
	readonly n8n: N8n;
	readonly receiver: Receiver;
	readonly nodes: NodesPackage;
	readonly credentials: Credentials;
};

const setUp = async (hasOutbox: boolean): Promise<Stage> => {
	const nodes = packNodes();
	const [n8n, receiver] = await Promise.all([
		startN8n({ packages: [nodes], hasOutbox }),
		startReceiver(),
	]);
	const { id, name } = await n8n.api<{ id: string; name: string }>('POST', '/credentials', {
		name: 'Receiver',
		type: 'voicehooksApi',
		data: { baseUrl: receiver.url, apiKey: receiver.apiKey },
	});
	return { n8n, receiver, nodes, credentials: { voicehooksApi: { id, name } } };
};

/**
 * Runs the suites on one real n8n and one receiver-service. Where n8n is not installed they are
 * skipped and say why; the gate installs it first, and fails there.
 */
export const onStage = (
	title: string,
	{ hasOutbox }: { readonly hasOutbox: boolean },
	suites: readonly ((stage: () => Stage) => void)[],
): void => {
	if (!isInstalled()) {
		const reason = `skipped: n8n ${n8nVersion} is not installed, npm run n8n:install does it`;
		describe.skip(`${title} (${reason})`, () => it('is played', () => undefined));
		return;
	}
	describe(title, () => {
		let stage: Stage | null = null;
		const get = (): Stage => {
			if (stage === null) throw new Error('n8n did not start.');
			return stage;
		};
		beforeAll(async () => {
			stage = await setUp(hasOutbox);
		}, startPatienceMs);
		afterAll(async () => {
			await stage?.n8n.stop();
			await stage?.receiver.stop();
			stage?.nodes.remove();
		});
		for (const suite of suites) suite(get);
	});
};
