import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './generated.ts';

/** A request and what becomes of its answer, as a communication file of an app holds it. */
export type Communication = {
	readonly url?: string;
	readonly method?: string;
	readonly headers?: Readonly<Record<string, unknown>>;
	readonly qs?: Readonly<Record<string, unknown>>;
	readonly body?: unknown;
	readonly type?: string;
	readonly condition?: string;
	readonly temp?: Readonly<Record<string, unknown>>;
	readonly baseUrl?: string;
	readonly response?: Response;
	readonly pagination?: Readonly<Record<string, unknown>> & { readonly condition?: string };
	readonly log?: { readonly sanitize?: readonly string[] };
	/** Of a webhook alone. */
	readonly verification?: { readonly condition: string; readonly respond: unknown };
	readonly respond?: { readonly status?: unknown; readonly body?: unknown };
	readonly iterate?: string;
	readonly output?: unknown;
};

type Response = {
	readonly type?: string | Readonly<Record<string, string>>;
	readonly valid?: { readonly condition: string; readonly message: string; readonly type?: string };
	readonly error?: Readonly<Record<string, unknown>>;
	readonly metadata?: { readonly type: string; readonly value: string };
	readonly data?: unknown;
	readonly limit?: unknown;
	readonly iterate?: string | { readonly container: string; readonly condition?: string };
	readonly trigger?: {
		readonly type: 'date' | 'id';
		readonly order: string;
		readonly id: string;
		readonly date: string;
	};
	readonly output?: unknown;
};

/** A field of a form or of an interface. */
export type FormField = {
	readonly name: string;
	readonly type: string;
	readonly options?: unknown;
	readonly default?: unknown;
	readonly spec?: readonly FormField[];
};

/** A component of the committed app: what the manifest says of it, and its files by section. */
export type Component = {
	readonly id: string;
	readonly label: string;
	readonly webhook?: string;
	readonly moduleType?: string;
	readonly communication: Communication;
	readonly section: <Content>(name: string) => Content;
	readonly has: (section: string) => boolean;
};

type Manifest = {
	readonly generalCodeFiles: { readonly base: string };
	readonly components: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
};
type Entry = {
	readonly label: string;
	readonly webhook?: string;
	readonly moduleType?: string;
	readonly codeFiles: Readonly<Record<string, string | null>>;
};

const read = <Content>(path: string): Content =>
	JSON.parse(readFileSync(join(makeFolder, 'app', path), 'utf8'));

const manifest = read<Manifest>('makecomapp.json');

/** What modules and RPCs inherit. */
export const appBase = read<Communication>(manifest.generalCodeFiles.base);

const componentOf = (id: string, entry: Entry): Component => {
	const section = <Content>(name: string): Content => {
		const path = entry.codeFiles[name];
		if (typeof path !== 'string') throw new Error(`${id} has no ${name}.`);
		return read<Content>(path);
	};
	const { label, webhook, moduleType } = entry;
	return {
		id,
		label,
		...(webhook === undefined ? {} : { webhook }),
		...(moduleType === undefined ? {} : { moduleType }),
		communication: section('communication'),
		section,
		has: (name) => typeof entry.codeFiles[name] === 'string',
	};
};

/** Every component of a kind, in the manifest's order. */
export const componentsOf = (
	kind: 'connection' | 'webhook' | 'rpc' | 'module',
): readonly Component[] =>
	Object.entries(manifest.components[kind] ?? {}).map(([id, entry]) => componentOf(id, entry));

/** One component by its id. */
export const componentNamed = (kind: Parameters<typeof componentsOf>[0], id: string): Component => {
	const found = componentsOf(kind).find((component) => component.id === id);
	if (found === undefined) throw new Error(`The app has no ${kind} ${id}.`);
	return found;
};
