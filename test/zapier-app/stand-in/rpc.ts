import type { FileStore } from './file-store.ts';

/** What an app asks the platform (zapier-platform-core, create-rpc-client.js). */
export type RpcQuestion = {
	readonly id: string;
	readonly method: string;
	readonly params: readonly string[];
	readonly storeKey?: string;
};

type RpcAnswer = { readonly result: unknown } | { readonly error: string };

/** Answers what `z.stashFile` and `z.cursor` ask. `base` is where the platform is. */
export const createRpc = (
	store: FileStore,
): ((question: RpcQuestion, base: string) => RpcAnswer) => {
	const cursors = new Map<string, string>();
	return ({ method, params: [value = ''], storeKey = '' }, base) => {
		switch (method) {
			case 'get_presigned_upload_post_data':
				return { result: store.presign(base) };
			case 'get_cursor':
				return { result: cursors.get(storeKey) ?? null };
			case 'set_cursor':
				cursors.set(storeKey, value);
				return { result: null };
			default:
				return { error: `${method} is not known here.` };
		}
	};
};
