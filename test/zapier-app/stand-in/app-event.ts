/** What an app is asked, as Zapier's Lambda is (zapier-platform-core, create-lambda-handler.js). */
export type AppEvent = {
	readonly command: 'execute' | 'definition' | 'validate';
	/** Dotted path of the function to run, such as `triggers.call_ended.operation.perform`. */
	readonly method?: string;
	readonly bundle?: Readonly<Record<string, unknown>>;
	/** Under which the platform keeps what `z.cursor` sets. */
	readonly storeKey?: string;
};

/** What the app answers: results, or an error by its class's name in the platform. */
export type AppAnswer =
	| { readonly kind: 'results'; readonly results: unknown }
	| { readonly kind: 'error'; readonly name: string; readonly message: string };

/** What the parent process and the app's say to each other. */
export type AppQuestion = { readonly id: number; readonly event: AppEvent };
export type AppReply = { readonly id: number; readonly answer: AppAnswer };
