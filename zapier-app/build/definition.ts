import * as platform from 'zapier-platform-core';
import { createApp } from '../src/app.ts';
import type { Definition } from './lint/definition.ts';
import type { Variant } from './variant.ts';

/** A fault that Zapier's own schema finds, and where. */
export type SchemaError = { readonly property: string; readonly message: string };

type Handler = <Results>(event: {
	readonly command: 'definition' | 'validate';
	readonly calledFromCli: true;
}) => Promise<{ readonly results: Results }>;

/** It is there at run time; the package's types do not have it. */
const { createAppHandler } = platform as unknown as {
	readonly createAppHandler: (app: ReturnType<typeof createApp>) => Handler;
};

const handlerOf = ({ vendor, locale }: Variant): Handler =>
	createAppHandler(createApp({ ...(vendor === null ? {} : { vendor }), locale }));

/** The definition of an app as it is sent to Zapier. */
export const definitionOf = async (variant: Variant): Promise<Definition> => {
	const { results } = await handlerOf(variant)<Definition>({
		command: 'definition',
		calledFromCli: true,
	});
	return JSON.parse(JSON.stringify(results));
};

/** What zapier-platform-schema says of an app; empty when it is sound. */
export const schemaErrorsOf = async (variant: Variant): Promise<readonly SchemaError[]> => {
	const { results } = await handlerOf(variant)<readonly SchemaError[]>({
		command: 'validate',
		calledFromCli: true,
	});
	return results;
};
