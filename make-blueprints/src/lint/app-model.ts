import { componentTypes } from '../app/component.ts';
import type { Finding } from './finding.ts';

/** A file of the app and what it holds. */
export type CodeFile = { readonly path: string; readonly content: unknown };

export type AppComponent = {
	readonly type: 'connection' | 'rpc' | 'webhook' | 'module';
	readonly id: string;
	/** Its entry in the manifest. */
	readonly meta: Readonly<Record<string, unknown>>;
	readonly sections: ReadonlyMap<string, CodeFile>;
};

/** The app as its files tell it, not as our generator knows it. */
export type AppModel = {
	readonly components: readonly AppComponent[];
	readonly base: CodeFile;
	readonly groups: CodeFile;
	/** Every JSON file. */
	readonly files: readonly CodeFile[];
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
	isRecord(value) ? value : {};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const manifestPath = 'makecomapp.json';

type Read = { readonly app: AppModel; readonly findings: readonly Finding[] };

/** Reads an app from path → text. What cannot be read, is missing or is listed nowhere is a finding. */
export const readApp = (texts: Readonly<Record<string, string>>): Read => {
	const findings: Finding[] = [];
	const used = new Set([manifestPath]);
	const fault = (path: string, message: string) => findings.push({ rule: 'files', path, message });

	const parse = (path: string): unknown => {
		used.add(path);
		const text = texts[path];
		if (text === undefined) {
			fault(path, 'is listed in the manifest and missing');
			return null;
		}
		try {
			return JSON.parse(text);
		} catch (error) {
			fault(path, `is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
			return null;
		}
	};

	const manifest = recordOf(parse(manifestPath));
	const components = recordOf(manifest.components);
	const read = componentTypes.flatMap((type) =>
		Object.entries(recordOf(components[type])).map(([id, meta]): AppComponent => {
			const codeFiles = Object.entries(recordOf(recordOf(meta).codeFiles));
			const sections = codeFiles.map(([section, path]) => {
				const file = { path: String(path), content: parse(String(path)) };
				return [section, file] as const;
			});
			return { type, id, meta: recordOf(meta), sections: new Map(sections) };
		}),
	);
	const general = (name: string): CodeFile => {
		const path = String(recordOf(manifest.generalCodeFiles)[name]);
		return { path, content: parse(path) };
	};
	const base = general('base');
	const groups = general('groups');
	used.add(String(recordOf(manifest.generalCodeFiles).readme));
	for (const path of Object.keys(texts)) {
		if (!used.has(path)) fault(path, 'is listed nowhere in the manifest');
	}
	const files = [base, groups, ...read.flatMap(({ sections }) => [...sections.values()])];
	return { app: { components: read, base, groups, files }, findings };
};

export const ofType = (app: AppModel, type: AppComponent['type']): readonly AppComponent[] =>
	app.components.filter((component) => component.type === type);

export const contentOf = (component: AppComponent | undefined, section: string): unknown =>
	component?.sections.get(section)?.content;

/** Reads something of an app once, however many rules ask for it. */
export const perApp = <Value>(read: (app: AppModel) => Value): ((app: AppModel) => Value) => {
	const known = new WeakMap<AppModel, Value>();
	return (app) => {
		const before = known.get(app);
		if (before !== undefined) return before;
		const value = read(app);
		known.set(app, value);
		return value;
	};
};
