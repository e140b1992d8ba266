import {
	type Component,
	type ComponentType,
	componentTypes,
	type ModuleType,
} from '../app/component.ts';
import { identity } from '../app/identity.ts';
import { appFiles, components } from '../app/index.ts';
import { filesOf } from '../app/manifest.ts';

/** What Make's API calls the sections of components. */
const sectionNames: Readonly<Record<string, string>> = {
	communication: 'api',
	params: 'parameters',
	staticParams: 'parameters',
	mappableParams: 'expect',
};

/** Make's numbers for kinds of modules (vscode-apps-sdk, module types). */
const typeIds: Readonly<Record<ModuleType, number>> = {
	trigger: 1,
	action: 4,
	search: 9,
	instant_trigger: 10,
	universal: 12,
};

/** What a component is to refer to; the name at Make is known once it is there. */
export type Reference = { readonly type: ComponentType; readonly id: string } | null;

export type DesiredComponent = {
	readonly type: ComponentType;
	readonly id: string;
	readonly label: string;
	/** What Make keeps beside the label. */
	readonly facts: Readonly<Record<string, string | number | null>>;
	readonly references: Readonly<Record<string, Reference>>;
	/** Section as the API names it → text. */
	readonly sections: Readonly<Record<string, string>>;
};

export type DesiredApp = {
	readonly id: string;
	readonly label: string;
	readonly description: string;
	readonly version: number;
	/** Each after those it refers to. */
	readonly components: readonly DesiredComponent[];
	/** Sections of the app itself. `groups` name modules, so they come last. */
	readonly sections: Readonly<Record<'base' | 'groups', string>>;
	readonly docs: string;
};

const connectionOf = (component: Component): Reference =>
	component.type !== 'connection' && component.connection !== undefined
		? { type: 'connection', id: component.connection }
		: null;

const factsOf = (component: Component): DesiredComponent['facts'] => {
	if (component.type !== 'module') return {};
	return {
		description: component.description,
		typeId: typeIds[component.moduleType],
		crud: component.actionCrud ?? null,
	};
};

const referencesOf = (component: Component): DesiredComponent['references'] => {
	if (component.type === 'connection') return {};
	const connection = connectionOf(component);
	if (component.type !== 'module') return { connection };
	const { webhook } = component;
	return {
		connection,
		webhook: webhook === undefined ? null : { type: 'webhook', id: webhook },
	};
};

const desiredComponent = (
	component: Component,
	files: Readonly<Record<string, string>>,
): DesiredComponent => ({
	type: component.type,
	id: component.id,
	label: component.label,
	facts: factsOf(component),
	references: referencesOf(component),
	sections: Object.fromEntries(
		filesOf(component).map(({ section, path }) => [
			sectionNames[section] ?? section,
			files[path] ?? '',
		]),
	),
});

/** The app as it is to be at Make. `id` and `label` are those of the origin. */
export const desiredApp = (id: string, label: string): DesiredApp => {
	const files = appFiles();
	const all = components();
	return {
		id,
		label,
		description: identity.description,
		version: identity.version,
		components: componentTypes
			.flatMap((type) => all.filter((component) => component.type === type))
			.map((component) => desiredComponent(component, files)),
		sections: {
			base: files['general/base.iml.json'] ?? '',
			groups: files['modules/groups.json'] ?? '',
		},
		docs: files['README.md'] ?? '',
	};
};
