/**
 * The blueprint of a Make scenario as its editor imports it: the authoring subset, without what
 * exporters add (integromat/make-blueprints, "scripts/validate.mjs").
 */
export type Blueprint = {
	readonly name: string;
	readonly description: string;
	readonly flow: readonly Module[];
	readonly metadata: {
		readonly instant: boolean;
		readonly version: 1;
		readonly scenario: ScenarioSettings;
		readonly designer: { readonly orphans: readonly [] };
	};
};

export type ScenarioSettings = {
	readonly roundtrips: number;
	readonly maxErrors: number;
	readonly autoCommit: boolean;
	readonly autoCommitTriggerLast: boolean;
	readonly sequential: boolean;
	readonly confidential: boolean;
	readonly dataloss: boolean;
	/** Whether incomplete executions are stored: without it, Break loses the event. */
	readonly dlq: boolean;
	readonly freshVariables: boolean;
};

export type Module = {
	/** Unique in the whole blueprint, routes and error handlers included. */
	readonly id: number;
	readonly module: ModuleName;
	readonly version: number;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly filter?: Filter;
	readonly mapper: Readonly<Record<string, unknown>> | null;
	readonly routes?: readonly { readonly flow: readonly Module[] }[];
	readonly onerror?: readonly Module[];
	readonly metadata: {
		readonly designer: { readonly x: number; readonly y: number; readonly name: string };
	};
};

/** Passes when every condition of one of the groups holds. */
export type Filter = {
	readonly name: string;
	readonly conditions: readonly (readonly Condition[])[];
};

export type Condition = { readonly a: string; readonly o: Operator; readonly b?: string };

/**
 * The operators that our filters use, as public scenarios exported from Make spell them. One page
 * of Make's own make-skills spells some otherwise (`text:startswith`), its `filtering.md` does not.
 */
export const operators = [
	'text:equal',
	'text:contain',
	'text:endwith',
	'text:pattern',
	'number:less',
	'number:lessorequal',
	'number:greater',
	'boolean:equal',
] as const;
export type Operator = (typeof operators)[number];

/** The modules that our blueprints use, in the versions that Make's own repository imports. */
export const moduleVersions = {
	'gateway:CustomWebHook': 1,
	'util:SetVariables': 1,
	'json:ParseJSON': 1,
	'json:TransformToJSON': 1,
	'datastore:ExistRecord': 1,
	'datastore:AddRecord': 1,
	'builtin:BasicRouter': 1,
	'builtin:Break': 1,
	'http:MakeRequest': 4,
} as const;
export type ModuleName = keyof typeof moduleVersions;
