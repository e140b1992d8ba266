import {
	type Component,
	type ComponentType,
	componentTypes,
	type Json,
	type JsonObject,
	type Module,
	sectionFiles,
} from './component.ts';
import { kebab } from './names.ts';
import type { Origin } from './origins.ts';

/** Where a section of a component is kept, below the app's folder. */
const pathOf = (component: Component, ending: string): string =>
	`${component.type}s/${component.id}/${kebab(component.id)}.${ending}.iml.json`;

/** The sections that a component has, with their files, in Make's order. */
export const filesOf = (
	component: Component,
): readonly { readonly section: string; readonly path: string; readonly content: Json }[] =>
	Object.entries(sectionFiles[component.type]).flatMap(([section, ending]) => {
		const content = Object.entries(component.sections).find(([name]) => name === section)?.[1];
		return content === undefined ? [] : [{ section, path: pathOf(component, ending), content }];
	});

const details = (component: Component): JsonObject => {
	switch (component.type) {
		case 'connection':
			return { connectionType: 'basic' };
		case 'webhook':
			return { webhookType: 'web', connection: component.connection };
		case 'rpc':
			return { connection: component.connection };
		case 'module':
			return {
				description: component.description,
				moduleType: component.moduleType,
				actionCrud: component.actionCrud,
				connection: component.connection ?? null,
				webhook: component.webhook,
			};
	}
};

/** `makecomapp.json`: what the app is made of, for the Make Apps Editor and for our deploy script. */
export const manifest = (
	components: readonly Component[],
	origins: readonly Origin[],
): JsonObject => {
	const ofType = (type: ComponentType): JsonObject =>
		Object.fromEntries(
			components
				.filter((component) => component.type === type)
				.map((component) => [
					component.id,
					{
						label: component.label,
						...details(component),
						codeFiles: Object.fromEntries(
							filesOf(component).map(({ section, path }) => [section, path]),
						),
					},
				]),
		);
	return {
		fileVersion: 1,
		generalCodeFiles: {
			base: 'general/base.iml.json',
			common: null,
			readme: 'README.md',
			groups: 'modules/groups.json',
		},
		components: {
			...Object.fromEntries(componentTypes.map((type) => [type, ofType(type)])),
			endpoint: {},
			function: {},
		},
		origins,
	};
};

/** Groups of modules, in the order in which they first appear. */
export const groups = (modules: readonly Module[]): Json =>
	[...new Set(modules.map(({ group }) => group))].map((label) => ({
		label,
		modules: modules.filter(({ group }) => group === label).map(({ id }) => id),
	}));
