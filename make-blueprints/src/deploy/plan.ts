import type { DesiredApp, DesiredComponent } from './desired.ts';
import { isSame, type RemoteApp, type RemoteComponent } from './remote.ts';

/** One write at Make, or what we leave to a person. In the order in which they have to happen. */
export type Change =
	| { readonly kind: 'create_app' }
	| { readonly kind: 'update_app' }
	| { readonly kind: 'create'; readonly component: DesiredComponent }
	| {
			readonly kind: 'update';
			readonly component: DesiredComponent;
			readonly keys: readonly string[];
	  }
	| { readonly kind: 'section'; readonly component: DesiredComponent; readonly section: string }
	| { readonly kind: 'app_section'; readonly section: 'base' | 'groups' }
	| { readonly kind: 'docs' }
	/** Lets those who have the app by its invite link use the module. */
	| { readonly kind: 'show'; readonly component: DesiredComponent }
	/** At Make and not in our files. Never deleted: scenarios may use it. */
	| { readonly kind: 'left_over'; readonly component: RemoteComponent };

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) return text;
		throw error;
	}
};

const canonical = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(canonical);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, child]) => [key, canonical(child)]),
	);
};

/** Whether two texts are the same JSON, however it is spaced and ordered, or the same text. */
const isEqual = (ours: string, theirs: string | undefined): boolean =>
	theirs !== undefined &&
	(ours === theirs ||
		JSON.stringify(canonical(parsed(ours))) === JSON.stringify(canonical(parsed(theirs))));

const nameAt = (
	remote: RemoteApp,
	desired: DesiredApp,
	reference: { type: string; id: string },
) => {
	const component = desired.components.find(
		({ type, id }) => type === reference.type && id === reference.id,
	);
	return remote.components.find((other) => component !== undefined && isSame(component, other))
		?.name;
};

/** What of a component's facts and references is not at Make as it should be. */
const differing = (
	component: DesiredComponent,
	at: RemoteComponent,
	remote: RemoteApp,
	desired: DesiredApp,
): readonly string[] => {
	const facts: readonly (readonly [string, unknown])[] = [
		['label', component.label],
		...Object.entries(component.facts),
	];
	const changed = facts.filter(([key, value]) => (at.facts[key] ?? null) !== value);
	const moved = Object.entries(component.references).filter(([key, reference]) => {
		const name = reference === null ? null : (nameAt(remote, desired, reference) ?? '');
		return (at.facts[key] ?? null) !== name;
	});
	return [...changed, ...moved].map(([key]) => key);
};

const sectionsOf = (component: DesiredComponent, at: RemoteComponent | null): readonly Change[] =>
	Object.entries(component.sections)
		.filter(([section, text]) => !isEqual(text, at?.sections[section]))
		.map(([section]) => ({ kind: 'section', component, section }));

const ofComponent = (
	component: DesiredComponent,
	remote: RemoteApp | null,
	desired: DesiredApp,
): readonly Change[] => {
	const at = remote?.components.find((other) => isSame(component, other));
	if (remote === null || at === undefined) {
		const keys = Object.keys({ ...component.facts, ...component.references });
		return [
			{ kind: 'create', component },
			...(keys.length > 0 ? [{ kind: 'update' as const, component, keys }] : []),
			...sectionsOf(component, null),
		];
	}
	const keys = differing(component, at, remote, desired);
	return [
		...(keys.length > 0 ? [{ kind: 'update' as const, component, keys }] : []),
		...sectionsOf(component, at),
	];
};

/** New modules are seen by their developer only. */
const hidden = (desired: DesiredApp, remote: RemoteApp | null): readonly Change[] =>
	desired.components
		.filter(({ type }) => type === 'module')
		.filter((component) => {
			const at = remote?.components.find((other) => isSame(component, other));
			return at?.facts.public !== true;
		})
		.map((component) => ({ kind: 'show', component }));

/**
 * What has to be done so that Make has the app as it should be; nothing when it has. `visible`: for
 * everybody who has the app.
 */
export const planOf = (
	desired: DesiredApp,
	remote: RemoteApp | null,
	visible: boolean,
): readonly Change[] => {
	const isApp = remote?.label === desired.label && remote.description === desired.description;
	const section = (name: 'base' | 'groups'): readonly Change[] =>
		isEqual(desired.sections[name], remote?.sections[name])
			? []
			: [{ kind: 'app_section', section: name }];
	return [
		...(remote === null ? [{ kind: 'create_app' as const }] : []),
		...(remote !== null && !isApp ? [{ kind: 'update_app' as const }] : []),
		...section('base'),
		...desired.components.flatMap((component) => ofComponent(component, remote, desired)),
		...section('groups'),
		...(isEqual(desired.docs, remote?.docs) ? [] : [{ kind: 'docs' as const }]),
		...(visible ? hidden(desired, remote) : []),
		...(remote?.components ?? [])
			.filter((other) => !desired.components.some((component) => isSame(component, other)))
			.map((component) => ({ kind: 'left_over' as const, component })),
	];
};

/** A change as one line for people. */
export const describeChange = (change: Change): string => {
	switch (change.kind) {
		case 'create_app':
			return 'create the app';
		case 'update_app':
			return 'update the label and description of the app';
		case 'create':
			return `create ${change.component.type} ${change.component.id}`;
		case 'update':
			return `set ${change.keys.join(', ')} of ${change.component.type} ${change.component.id}`;
		case 'section':
			return `write ${change.section} of ${change.component.type} ${change.component.id}`;
		case 'app_section':
			return `write ${change.section} of the app`;
		case 'docs':
			return 'write the documentation of the app';
		case 'show':
			return `show module ${change.component.id} to everybody who has the app`;
		case 'left_over':
			return `left alone: ${change.component.type} ${change.component.name} (${change.component.label}) is at Make only`;
	}
};
