import {
	type AppComponent,
	type AppModel,
	isRecord,
	listOf,
	manifestPath,
	ofType,
} from './app-model.ts';
import type { Finding } from './finding.ts';
import { rpcCalls } from './rpc-calls.ts';

const idsOf = (app: AppModel, type: AppComponent['type']): ReadonlySet<string> =>
	new Set(ofType(app, type).map(({ id }) => id));

const fault = (path: string, message: string): Finding => ({ rule: 'references', path, message });

const componentFaults = (app: AppModel): readonly Finding[] =>
	app.components.flatMap(({ type, id, meta }) => {
		const named = `${type} ${id}`;
		const missing = (kind: 'connection' | 'webhook') => {
			const name = meta[kind];
			return typeof name === 'string' && !idsOf(app, kind).has(name)
				? [fault(manifestPath, `${named}: there is no ${kind} ${name}`)]
				: [];
		};
		const instant = meta.moduleType === 'instant_trigger';
		return [
			...missing('connection'),
			...missing('webhook'),
			// Without it attach has no key, registers nothing, and Make still shows a URL.
			...(type === 'webhook' && typeof meta.connection !== 'string'
				? [fault(manifestPath, `${named} is linked to no connection`)]
				: []),
			...(instant && typeof meta.webhook !== 'string'
				? [fault(manifestPath, `${named} is linked to no webhook`)]
				: []),
			...(type === 'module' && !instant && typeof meta.connection !== 'string'
				? [fault(manifestPath, `${named} is linked to no connection`)]
				: []),
		];
	});

const unusedWebhooks = (app: AppModel): readonly Finding[] => {
	const used = new Set(ofType(app, 'module').map(({ meta }) => meta.webhook));
	return [...idsOf(app, 'webhook')]
		.filter((id) => !used.has(id))
		.map((id) => fault(manifestPath, `webhook ${id} belongs to no module`));
};

const rpcFaults = (app: AppModel): readonly Finding[] => {
	const calls = rpcCalls(app);
	const known = idsOf(app, 'rpc');
	const called = new Set(calls.map(({ id }) => id));
	return [
		...calls
			.filter(({ id }) => !known.has(id))
			.map(({ id, path }) => fault(path, `there is no RPC ${id}`)),
		...[...known]
			.filter((id) => !called.has(id))
			.map((id) => fault(manifestPath, `RPC ${id} is called nowhere`)),
	];
};

const groupFaults = (app: AppModel): readonly Finding[] => {
	const known = idsOf(app, 'module');
	const grouped = listOf(app.groups.content).flatMap((group) =>
		isRecord(group) ? listOf(group.modules).map(String) : [],
	);
	const { path } = app.groups;
	return [
		...grouped.filter((id) => !known.has(id)).map((id) => fault(path, `there is no module ${id}`)),
		...[...known]
			.filter((id) => grouped.filter((other) => other === id).length !== 1)
			.map((id) => fault(path, `module ${id} is not in exactly one group`)),
	];
};

/** Every connection, webhook, RPC and module that is named exists, and each is used. */
export const referencesExist = (app: AppModel): readonly Finding[] => [
	...componentFaults(app),
	...unusedWebhooks(app),
	...rpcFaults(app),
	...groupFaults(app),
];
