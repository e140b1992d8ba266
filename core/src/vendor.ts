import type { EventType } from './event-type.ts';
import type { Localized } from './localized.ts';
import type { SignatureScheme } from './signature/scheme.ts';

/** How long a vendor waits, how often it tries and when it gives up. Facts, or the contract's figures where it is silent. */
export type DeliveryPolicy = {
	/** The whole exchange, response body included. */
	readonly timeoutSeconds: number;
	/** Delay after each failed attempt; its length is the number of retries. */
	readonly scheduleSeconds: readonly number[];
	/** Consecutive failed attempts of the subscription that disable it; null: never by count. */
	readonly disableAfterFailures: number | null;
	/** Seconds of nothing but failures that disable it; null: never by time. */
	readonly disableAfterSeconds: number | null;
};

/** Where a body names its event and keeps its parts. */
export type Envelope =
	/** `event` beside the event's own fields: `data` of a hook body is everything but `event`. */
	| { readonly kind: 'flat' }
	/** `event`, `data` and more: the rest of the body becomes `envelope` of a hook body. */
	| { readonly kind: 'enveloped'; readonly dataPath: 'data' }
	/** The body does not name its event; the ingest URL does. */
	| { readonly kind: 'unnamed' };

/** An action of the vendor's own API that we offer. */
export type VendorAction = {
	readonly method: 'POST';
	/** Path under the API's base URL; `{name}` is filled, URL-encoded. */
	readonly path: string;
	/** True where the vendor rings or texts a person: never retried once bytes were sent. */
	readonly reachesPeople: boolean;
};

export type VendorApi = {
	readonly baseUrl: string;
	/** Header that carries the source's `api_token`; `{token}` is replaced. */
	readonly authentication: { readonly header: string; readonly value: string };
	readonly actions: Readonly<Record<string, VendorAction>>;
};

/** A vendor: everything the rest of the project derives from. */
export type Vendor = {
	readonly id: string;
	readonly name: string;
	readonly homepage: string;
	/** The vendor's own page about webhooks: the source of what is declared. */
	readonly documentation: string;
	readonly about: Localized;
	/** The exact clicks in the vendor's own settings, one step each. */
	readonly setup: readonly Localized[];
	readonly signature: SignatureScheme;
	/** Whether the vendor signs always, when a secret is set, or never. */
	readonly secret: 'always' | 'optional' | 'none';
	readonly envelope: Envelope;
	/** Dotted path of the vendor's own id of a delivery, where its body has one. */
	readonly messageIdPath?: string;
	/** Dotted path of the time of the event; absent where the vendor sends none (never invented). */
	readonly occurredAtPath?: string;
	/** Headers beside the content type and the signature; `{event}`, `{id}` and `{timestamp}` are filled. */
	readonly headers: Readonly<Record<string, string>>;
	/** Hosts that the vendor's own files live on; its `api_token` is sent to no other. */
	readonly fileHosts: readonly string[];
	readonly api?: VendorApi;
	readonly deliveryPolicy: DeliveryPolicy;
	readonly events: readonly EventType[];
};
