import type { Webhook } from './webhook.ts';

/** The dialog that is open. */
export type Doing =
	| { readonly kind: 'add' }
	| { readonly kind: 'edit' | 'remove' | 'enable' | 'rotate' | 'test'; readonly webhook: Webhook }
	| { readonly kind: 'secret'; readonly webhook: Webhook; readonly secret: string };

export type Begin = (doing: Doing) => void;
