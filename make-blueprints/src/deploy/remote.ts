import type { Make } from '@makehq/sdk';
import type { ComponentType } from '../app/component.ts';
import type { DesiredApp, DesiredComponent } from './desired.ts';

export type RemoteComponent = {
	readonly type: ComponentType;
	/** Make's own for connections and webhooks, ours for the others. */
	readonly name: string;
	readonly label: string;
	readonly facts: Readonly<Record<string, unknown>>;
	readonly sections: Readonly<Record<string, string>>;
};

/** The app as Make has it. */
export type RemoteApp = {
	readonly name: string;
	readonly label: string;
	readonly description: string;
	readonly components: readonly RemoteComponent[];
	readonly sections: Readonly<Record<string, string>>;
	readonly docs: string;
};

/** A JSON answer comes parsed, any other as text. */
const asText = (answer: unknown): string =>
	typeof answer === 'string' ? answer : JSON.stringify(answer);

/** Where Make's API keeps components of a kind: connections and webhooks beside an app's versions. */
export const addressOf = (
	app: { readonly name: string; readonly version: number },
	type: ComponentType,
	name: string,
): string =>
	type === 'connection' || type === 'webhook'
		? `/sdk/apps/${type}s/${encodeURIComponent(name)}`
		: `/sdk/apps/${app.name}/${app.version}/${type}s/${encodeURIComponent(name)}`;

type Listed = { readonly name: string; readonly label: string };

const listed = async (
	make: Make,
	{ name, version }: { readonly name: string; readonly version: number },
	type: ComponentType,
): Promise<readonly Listed[]> => {
	switch (type) {
		case 'connection':
			return make.sdk.connections.list(name);
		case 'webhook':
			return make.sdk.webhooks.list(name);
		case 'rpc':
			return make.sdk.rpcs.list(name, version);
		case 'module':
			return make.sdk.modules.list(name, version);
	}
};

/** Whether Make's component is the one we mean: it names connections and webhooks itself. */
export const isSame = (
	desired: Pick<DesiredComponent, 'type' | 'id' | 'label'>,
	remote: Pick<RemoteComponent, 'type' | 'name' | 'label'>,
): boolean => {
	if (desired.type !== remote.type) return false;
	const named = desired.type === 'rpc' || desired.type === 'module';
	return named ? desired.id === remote.name : desired.label === remote.label;
};

/** The components of a kind, without their sections. */
export const remoteComponents = async (
	make: Make,
	app: { readonly name: string; readonly version: number },
	type: ComponentType,
): Promise<readonly RemoteComponent[]> =>
	(await listed(make, app, type)).map((item) => ({
		type,
		name: item.name,
		label: item.label,
		facts: { ...item },
		sections: {},
	}));

/** What a component refers to; Make's lists may leave that out, the component itself does not. */
const factsOf = async (
	make: Make,
	address: string,
	remote: RemoteComponent,
	desired: DesiredComponent,
): Promise<RemoteComponent['facts']> => {
	const needed = Object.keys({ ...desired.facts, ...desired.references });
	if (needed.every((key) => Object.hasOwn(remote.facts, key))) return remote.facts;
	const [whole] = Object.values(await make.fetch<Record<string, object>>(address));
	return { ...remote.facts, ...whole };
};

const inFull = async (
	make: Make,
	app: { readonly name: string; readonly version: number },
	remote: RemoteComponent,
	desired: DesiredComponent | undefined,
): Promise<RemoteComponent> => {
	if (desired === undefined) return remote;
	const address = addressOf(app, remote.type, remote.name);
	const sections: Record<string, string> = {};
	for (const section of Object.keys(desired.sections)) {
		sections[section] = asText(await make.fetch(`${address}/${section}`));
	}
	return { ...remote, facts: await factsOf(make, address, remote, desired), sections };
};

/** Make ends the id it is asked for with letters of its own, so the label decides among those. */
const findApp = async (make: Make, desired: DesiredApp) => {
	const apps = await make.sdk.apps.list({ cols: ['*'] });
	const ours = apps.filter(({ version }) => version === desired.version);
	const isEnded = (name: string): boolean =>
		name.startsWith(`${desired.id}-`) && !name.slice(desired.id.length + 1).includes('-');
	return (
		ours.find(({ name }) => name === desired.id) ??
		ours.find(({ name, label }) => isEnded(name) && label === desired.label)
	);
};

/** Reads what Make has of the app, only with GET; null where it is not there yet. */
export const readRemote = async (make: Make, desired: DesiredApp): Promise<RemoteApp | null> => {
	const found = await findApp(make, desired);
	if (found === undefined) return null;
	const app = { name: found.name, version: desired.version };
	const components: RemoteComponent[] = [];
	for (const type of ['connection', 'rpc', 'webhook', 'module'] as const) {
		for (const remote of await remoteComponents(make, app, type)) {
			const ours = desired.components.find((component) => isSame(component, remote));
			components.push(await inFull(make, app, remote, ours));
		}
	}
	return {
		name: found.name,
		label: found.label,
		description: found.description,
		components,
		sections: {
			base: asText(await make.sdk.apps.getSection(app.name, app.version, 'base')),
			groups: asText(await make.sdk.apps.getSection(app.name, app.version, 'groups')),
		},
		docs: asText(await make.sdk.apps.getDocs(app.name, app.version)),
	};
};
