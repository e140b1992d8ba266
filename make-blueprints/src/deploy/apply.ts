import type { Make } from '@makehq/sdk';
import type { ComponentType } from '../app/component.ts';
import { identity } from '../app/identity.ts';
import type { DesiredApp, DesiredComponent } from './desired.ts';
import type { Change } from './plan.ts';
import { addressOf, isSame, type RemoteApp, remoteComponents } from './remote.ts';

type App = { readonly name: string; readonly version: number };

const keyOf = (type: ComponentType, id: string): string => `${type} ${id}`;

const createApp = async (make: Make, desired: DesiredApp): Promise<App> => {
	const { name } = await make.sdk.apps.create({
		name: desired.id,
		label: desired.label,
		description: desired.description,
		theme: identity.theme,
		language: identity.language,
		audience: identity.audience,
		private: true,
	});
	return { name, version: desired.version };
};

const createComponent = async (
	make: Make,
	app: App,
	{ type, id, label, facts }: DesiredComponent,
): Promise<void> => {
	switch (type) {
		case 'connection':
			await make.sdk.connections.create(app.name, { type: 'basic', label });
			return;
		case 'webhook':
			await make.sdk.webhooks.create(app.name, { type: 'web', label });
			return;
		case 'rpc':
			await make.sdk.rpcs.create(app.name, app.version, { name: id, label });
			return;
		case 'module': {
			const typeId = Number(facts.typeId);
			const module = {
				name: id,
				label,
				description: String(facts.description),
				typeId,
				moduleInitMode: 'blank' as const,
				// Asked for by the API, and of no effect: it chooses the code that we replace.
				...(typeId === 12 ? { subtype: 'Universal' } : {}),
			};
			await make.sdk.modules.create(app.name, app.version, module);
			return;
		}
	}
};

/** Does the changes in their order. Stops at the first that fails: what is done stays done. */
export const applyChanges = async (
	make: Make,
	desired: DesiredApp,
	remote: RemoteApp | null,
	changes: readonly Change[],
): Promise<void> => {
	let app: App | null = remote === null ? null : { name: remote.name, version: desired.version };
	const names = new Map<string, string>();
	const learn = (component: DesiredComponent, others: RemoteApp['components']): void => {
		const at = others.find((other) => isSame(component, other));
		if (at !== undefined) names.set(keyOf(component.type, component.id), at.name);
	};
	for (const component of desired.components) learn(component, remote?.components ?? []);

	const known = (): App => {
		if (app === null) throw new Error('The plan does not begin with the app.');
		return app;
	};
	const nameOf = (type: ComponentType, id: string): string => {
		const name = names.get(keyOf(type, id));
		if (name === undefined) throw new Error(`Make did not list ${type} ${id} after its creation.`);
		return name;
	};
	const address = ({ type, id }: DesiredComponent): string =>
		addressOf(known(), type, nameOf(type, id));

	const apply = async (change: Change): Promise<void> => {
		switch (change.kind) {
			case 'create_app':
				app = await createApp(make, desired);
				return;
			case 'update_app': {
				const { label, description } = desired;
				await make.sdk.apps.update(known().name, known().version, { label, description });
				return;
			}
			case 'create': {
				const { component } = change;
				await createComponent(make, known(), component);
				learn(component, await remoteComponents(make, known(), component.type));
				return;
			}
			case 'update': {
				// The SDK's own methods leave out connection, webhook and crud.
				const { component } = change;
				const references = Object.entries(component.references).map(([key, reference]) => [
					key,
					reference === null ? null : nameOf(reference.type, reference.id),
				]);
				const body = {
					label: component.label,
					...component.facts,
					...Object.fromEntries(references),
				};
				await make.fetch(address(component), { method: 'PATCH', body });
				return;
			}
			case 'section':
				// The SDK's own methods do not know the section `update` of webhooks.
				await make.fetch(`${address(change.component)}/${change.section}`, {
					method: 'PUT',
					headers: { 'content-type': 'application/jsonc' },
					body: change.component.sections[change.section] ?? '',
				});
				return;
			case 'app_section': {
				const { section } = change;
				const text = desired.sections[section];
				await make.sdk.apps.setSection(known().name, known().version, section, text);
				return;
			}
			case 'docs':
				await make.sdk.apps.setDocs(known().name, known().version, desired.docs);
				return;
			case 'show':
				await make.sdk.modules.makePublic(known().name, known().version, change.component.id);
				return;
			case 'left_over':
				return;
		}
	};
	for (const change of changes) await apply(change);
};
