/**
 * A Zapier app as the platform reads it (command `definition`), as far as our checks look. A
 * function stands in it as a text such as `$func$2$f$`.
 */
export type Definition = {
	readonly version: string;
	readonly platformVersion: string;
	readonly flags?: { readonly cleanInputData?: boolean };
	readonly authentication?: Authentication;
	readonly triggers?: Readonly<Record<string, Step>>;
	readonly creates?: Readonly<Record<string, Step>>;
	readonly searches?: Readonly<Record<string, Step>>;
	readonly searchOrCreates?: Readonly<Record<string, SearchOrCreate>>;
};

export type Authentication = {
	readonly type: string;
	readonly fields?: readonly InputField[];
	readonly connectionLabel?: string;
};

export type Step = {
	readonly key: string;
	readonly noun: string;
	readonly display: {
		readonly label: string;
		readonly description: string;
		readonly hidden?: boolean;
	};
	readonly operation: Operation;
};

export type Operation = {
	readonly type?: 'polling' | 'hook' | 'hook_to_poll';
	readonly performList?: unknown;
	readonly performSubscribe?: unknown;
	readonly performUnsubscribe?: unknown;
	/** A text is a function that makes fields. */
	readonly inputFields?: readonly (InputField | string)[];
	readonly outputFields?: readonly (OutputField | string)[];
	readonly sample?: Row;
	readonly cleanInputData?: boolean;
};

/** What a trigger, a create or a search gives: one thing for later steps to read. */
export type Row = Readonly<Record<string, unknown>>;

export type InputField = {
	readonly key: string;
	readonly label?: string;
	readonly helpText?: string;
	readonly type?: string;
	readonly required?: boolean;
	readonly computed?: boolean;
	readonly inputFormat?: string;
	/** `<trigger>.<key of the value>.<key of the label>`. */
	readonly dynamic?: string;
	/** `<search>.<key of the value>`. */
	readonly search?: string;
	readonly choices?: unknown;
	readonly list?: boolean;
	readonly dict?: boolean;
	readonly children?: readonly InputField[];
};

export type OutputField = {
	readonly key: string;
	readonly label?: string;
	readonly type?: string;
	readonly required?: boolean;
	readonly primary?: boolean;
	readonly list?: boolean;
	readonly children?: readonly OutputField[];
};

export type SearchOrCreate = {
	readonly key: string;
	readonly search: string;
	readonly create: string;
};
