/** What a code file may hold. An absent value is left out of the file. */
export type Json =
	| null
	| boolean
	| number
	| string
	| readonly Json[]
	| { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * The sections of each kind of component, in Make's order, with the end of their file's name
 * (Make Apps Editor, "local development").
 */
export const sectionFiles = {
	connection: { communication: 'communication', params: 'params' },
	webhook: {
		communication: 'communication',
		params: 'params',
		attach: 'attach',
		detach: 'detach',
		update: 'update',
	},
	rpc: { communication: 'communication', params: 'params' },
	module: {
		communication: 'communication',
		epoch: 'epoch',
		staticParams: 'static-params',
		mappableParams: 'mappable-params',
		interface: 'interface',
		samples: 'samples',
	},
} as const;

export type ComponentType = keyof typeof sectionFiles;
export type Section = {
	[Type in ComponentType]: keyof (typeof sectionFiles)[Type];
}[ComponentType];

/** In the order that lets each refer to those before it. */
export const componentTypes: readonly ComponentType[] = ['connection', 'rpc', 'webhook', 'module'];

export type ModuleType = 'action' | 'instant_trigger' | 'search' | 'trigger' | 'universal';

type Common = {
	/** Make's rules: letters and digits for modules and RPCs, also dashes for the others. */
	readonly id: string;
	readonly label: string;
	readonly sections: Readonly<Partial<Record<Section, Json>>>;
};

export type Connection = Common & { readonly type: 'connection' };
export type Webhook = Common & { readonly type: 'webhook'; readonly connection: string };
export type Rpc = Common & { readonly type: 'rpc'; readonly connection: string };
export type Module = Common & {
	readonly type: 'module';
	readonly moduleType: ModuleType;
	/** Third person: "Triggers when …", "Returns …". */
	readonly description: string;
	/** The group it stands in; groups are shown in the order of their first module. */
	readonly group: string;
	readonly connection?: string;
	/** For instant triggers. */
	readonly webhook?: string;
	readonly actionCrud?: 'create' | 'read' | 'update' | 'delete';
};

export type Component = Connection | Webhook | Rpc | Module;
