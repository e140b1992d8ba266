import type { AcceptResult, Store } from '../../../ports.ts';
import type { PackedAccept, PackedSettlements } from './packed.ts';

/** What the main thread and the store's threads say to each other. */

/** What comes with every event is packed for the way. */
type Packed = {
	readonly accept: (entry: PackedAccept, raw: Uint8Array, body: Uint8Array) => AcceptResult;
	readonly settle: (settlements: PackedSettlements) => void;
};

/** What the writer does besides: see tables/owed.ts. */
type Own = {
	/** Gives every delivery that has no row its row. */
	readonly writeOwed: () => void;
	/** Those that were owed the last time this was called; whether more may be. */
	readonly writeOlderOwed: () => boolean;
};

export type StoreOperation = Exclude<keyof Store, 'close'>;

/** The store as its threads have it: the same operations, without waiting. */
export type Operations = Packed &
	Own & {
		readonly [Name in Exclude<StoreOperation, keyof Packed>]: (
			...args: Parameters<Store[Name]>
		) => Awaited<ReturnType<Store[Name]>>;
	};
export type OperationName = keyof Operations;

export type Role = 'writer' | 'reader' | 'checkpointer';

/** Given to a thread at its start. */
export type ThreadData = {
	readonly role: Role;
	readonly file: string;
	readonly maxPageCount: number | undefined;
};

export type Call = {
	readonly name: OperationName | 'checkpoint';
	readonly args: readonly unknown[];
	/** Arguments behind `args` that cross threads together with those of other calls. */
	readonly bytes?: readonly Uint8Array[];
};

/** A call whose bytes stand, one behind the other, in the request's. */
export type SentCall = Omit<Call, 'bytes'> & { readonly sizes?: readonly number[] };

/** Calls of one request share a transaction on the writer. */
export type Request = {
	readonly id: number;
	readonly calls: readonly SentCall[];
	/** Moved, not copied. */
	readonly bytes: ArrayBuffer;
};

/** An error that crosses threads; `later` says that trying again may help. */
export type Fault = {
	readonly name: string;
	readonly message: string;
	readonly code: string | null;
	readonly later: boolean;
};

export type Outcome =
	| { readonly value: unknown; readonly fault?: undefined }
	| { readonly fault: Fault };

export type Reply =
	| { readonly kind: 'ready' }
	| { readonly kind: 'failed'; readonly fault: Fault }
	/** All went well: their values, which cross threads more cheaply than outcomes. */
	| { readonly kind: 'values'; readonly id: number; readonly values: readonly unknown[] }
	| { readonly kind: 'outcomes'; readonly id: number; readonly outcomes: readonly Outcome[] };

export type Message = ({ readonly kind: 'run' } & Request) | { readonly kind: 'close' };
