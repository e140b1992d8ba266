import { contentOf, isRecord, perApp } from './app-model.ts';
import { formFields } from './form-names.ts';

/** A form field whose options an RPC gives. */
export type RpcCall = {
	readonly id: string;
	/** Names of the parameters in its address. */
	readonly query: readonly string[];
	/** The form it stands in. */
	readonly form: unknown;
	readonly path: string;
};

const address = /^rpc:\/\/([^?]+)(?:\?(.*))?$/;

const rpcIn = (options: unknown): string | null => {
	if (typeof options === 'string') return options;
	return isRecord(options) && typeof options.store === 'string' ? options.store : null;
};

/** Every place where a form names an RPC. */
export const rpcCalls = perApp((app): readonly RpcCall[] =>
	app.components.flatMap((component) =>
		['params', 'staticParams', 'mappableParams'].flatMap((section) => {
			const form = contentOf(component, section);
			const path = component.sections.get(section)?.path ?? '';
			return formFields(form).flatMap(({ options }) => {
				const [, id, query = ''] = address.exec(rpcIn(options) ?? '') ?? [];
				if (id === undefined) return [];
				return [{ id, query: [...new URLSearchParams(query).keys()], form, path }];
			});
		}),
	),
);
