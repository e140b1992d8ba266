import { hash } from 'node:crypto';
import { type Vendor, vendorById } from '@voicehooks/core';
import { invalidField } from '../domain/invalid-field.ts';
import { notFound } from '../domain/not-found.ts';
import type { FieldMap, Source, SourceSecret, SourceToken } from '../domain/types.ts';
import type { Context } from './context.ts';
import { reverifyRejected } from './receipts.ts';

/** 192 random bits: an unsigned vendor's only protection is that nobody guesses its URL. */
const tokenBytes = 24;
/** A replaced ingest URL keeps working this long (contract). */
const oldTokenLifeMs = 24 * 3_600_000;
/** Enough for a rotation that was interrupted twice. */
const maxSecrets = 5;
/** Where the vendor signs a time with every request, its retries have a fresh one. */
const freshToleranceSeconds = 300;
/** Where the time is the event's own, a retry is as old as its event (VoiceHire: facts, "Tolerance"). */
const eventToleranceSeconds = 86_400;

export type SourceFields = {
	readonly name: string;
	readonly enabled?: boolean | undefined;
	readonly sandbox?: boolean | undefined;
	readonly acceptReplays?: boolean | undefined;
	readonly timestampToleranceSeconds?: number | undefined;
	readonly fieldMap?: FieldMap | undefined;
	readonly signingSecret?: string | null | undefined;
	/** The vendor's own API key, for calls and files. */
	readonly apiToken?: string | null | undefined;
	/** Null: never silent; undefined: as the organisation says. */
	readonly silenceAlarmHours?: number | null | undefined;
};

/** What a change of a source may hold; undefined leaves as it is. */
export type SourceChange = Omit<SourceFields, 'name'> & {
	readonly name?: string | undefined;
	/** Ends every secret but the newest. */
	readonly revokeOtherSecrets?: boolean | undefined;
	readonly removeSecretIds?: readonly string[] | undefined;
};

/** The vendor with this id. Throws a `Refusal` naming the field. */
export const knownVendor = (id: string): Vendor => {
	const vendor = vendorById(id);
	if (vendor !== undefined) return vendor;
	throw invalidField('vendor', {
		en: `there is no vendor “${id}”`,
		fr: `il n’existe pas d’éditeur « ${id} »`,
	});
};

const defaultTolerance = ({ signature }: Vendor): number =>
	signature.kind !== 'none' && signature.timestampHeader !== undefined
		? freshToleranceSeconds
		: eventToleranceSeconds;

const newToken = (context: Context): SourceToken => {
	const text = context.random.bytes(tokenBytes).toString('base64url');
	const value = context.vault.seal('ingest_token', text);
	return { hash: hash('sha256', text, 'hex'), value, expiresAt: null };
};

const put = async (context: Context, source: Source): Promise<Source> => {
	await context.store.putSource(source);
	context.directory.putSource(source);
	return source;
};

const openSecret = (context: Context, { value }: SourceSecret): string =>
	context.vault.open('source_secret', value);

/** Puts a secret first; the same one given again is only moved there. */
const withSecret = (
	context: Context,
	vendor: Vendor,
	secrets: readonly SourceSecret[],
	text: string,
): readonly SourceSecret[] => {
	if (vendor.secret === 'none') {
		throw invalidField('signing_secret', {
			en: `${vendor.name} does not sign its webhooks: leave it out`,
			fr: `${vendor.name} ne signe pas ses webhooks : omettez ce champ`,
		});
	}
	const known = secrets.find((secret) => openSecret(context, secret) === text);
	const added = known ?? {
		id: context.newId('sec'),
		value: context.vault.seal('source_secret', text),
		createdAt: context.clock.now(),
	};
	return [added, ...secrets.filter((secret) => secret !== known)];
};

const changedSecrets = (
	context: Context,
	vendor: Vendor,
	before: readonly SourceSecret[],
	{ signingSecret, revokeOtherSecrets, removeSecretIds = [] }: SourceChange,
): readonly SourceSecret[] => {
	if (removeSecretIds.some((id) => !before.some((secret) => secret.id === id)))
		throw notFound('secret');
	const kept = before.filter(({ id }) => !removeSecretIds.includes(id));
	if (signingSecret === null) return [];
	const all = signingSecret === undefined ? kept : withSecret(context, vendor, kept, signingSecret);
	if (revokeOtherSecrets === true) return all.slice(0, 1);
	if (all.length <= maxSecrets) return all;
	throw invalidField('signing_secret', {
		en: `at most ${maxSecrets} secrets are active at a time: remove one with remove_secret_ids or revoke_other_secrets`,
		fr: `${maxSecrets} secrets au plus sont actifs à la fois : retirez-en un avec remove_secret_ids ou revoke_other_secrets`,
	});
};

const sealToken = (context: Context, text: string | null | undefined) =>
	text === null || text === undefined ? null : context.vault.seal('vendor_token', text);

/** Makes a source of an organisation, with an ingest URL of its own. */
export const createSource = (
	context: Context,
	orgId: string,
	fields: SourceFields & { readonly vendor: string },
): Promise<Source> => {
	const vendor = knownVendor(fields.vendor);
	return put(context, {
		id: context.newId('src'),
		orgId,
		vendor: vendor.id,
		name: fields.name,
		enabled: fields.enabled ?? true,
		sandbox: fields.sandbox ?? false,
		acceptReplays: fields.acceptReplays ?? false,
		timestampToleranceSeconds: fields.timestampToleranceSeconds ?? defaultTolerance(vendor),
		fieldMap: fields.fieldMap ?? {},
		secrets: changedSecrets(context, vendor, [], {
			signingSecret: fields.signingSecret ?? undefined,
		}),
		tokens: [newToken(context)],
		apiToken: sealToken(context, fields.apiToken),
		...(fields.silenceAlarmHours === undefined
			? {}
			: { silenceAlarmHours: fields.silenceAlarmHours }),
		createdAt: context.clock.now(),
	});
};

export type ChangedSource = {
	readonly source: Source;
	/** Rejected requests that a new secret turned into messages. */
	readonly recovered: number;
};

/** Changes a source. A new secret is tried on the requests that were rejected without it. */
export const changeSource = async (
	context: Context,
	source: Source,
	change: SourceChange,
): Promise<ChangedSource> => {
	const secrets = changedSecrets(context, knownVendor(source.vendor), source.secrets, change);
	const changed = await put(context, {
		...source,
		name: change.name ?? source.name,
		enabled: change.enabled ?? source.enabled,
		sandbox: change.sandbox ?? source.sandbox,
		acceptReplays: change.acceptReplays ?? source.acceptReplays,
		timestampToleranceSeconds: change.timestampToleranceSeconds ?? source.timestampToleranceSeconds,
		fieldMap: change.fieldMap ?? source.fieldMap,
		secrets,
		apiToken: change.apiToken === undefined ? source.apiToken : sealToken(context, change.apiToken),
		...(change.silenceAlarmHours === undefined
			? {}
			: { silenceAlarmHours: change.silenceAlarmHours }),
	});
	const isNew = secrets.some(({ id }) => !source.secrets.some((before) => before.id === id));
	return { source: changed, recovered: isNew ? await reverifyRejected(context, changed) : 0 };
};

/** Gives a source a new ingest URL; the old one works 24 hours more unless `immediate`. */
export const rotateIngestToken = (
	context: Context,
	source: Source,
	immediate: boolean,
): Promise<Source> => {
	const now = context.clock.now();
	const old = source.tokens
		.map((token) => ({ ...token, expiresAt: token.expiresAt ?? now + oldTokenLifeMs }))
		.filter(({ expiresAt }) => expiresAt > now);
	return put(context, { ...source, tokens: [newToken(context), ...(immediate ? [] : old)] });
};

/** Deletes a source; its messages stay until their retention ends. */
export const deleteSource = async (context: Context, source: Source): Promise<void> => {
	await context.store.deleteSource(source.orgId, source.id);
	context.directory.removeSource(source.id);
};

export type IngestUrl = {
	/** The event this URL is for; null where the body names its event. */
	readonly label: string | null;
	readonly ingestUrl: string;
};

/** The URL of a source whatever its vendor; a vendor with one URL for each event posts below it. */
export const ingestUrlOf = (context: Pick<Context, 'config' | 'vault'>, source: Source): string => {
	const [current] = source.tokens;
	if (current === undefined) throw new Error(`Source ${source.id} has no ingest URL.`);
	return `${context.config.publicUrl}/in/${context.vault.open('ingest_token', current.value)}`;
};

/** What users paste at their vendor: one URL, or one for each event where bodies do not name it. */
export const ingestUrlsOf = (
	context: Pick<Context, 'config' | 'vault'>,
	source: Source,
): readonly IngestUrl[] => {
	const vendor = knownVendor(source.vendor);
	const base = ingestUrlOf(context, source);
	if (vendor.envelope.kind !== 'unnamed') return [{ label: null, ingestUrl: base }];
	return vendor.events.map(({ name }) => ({ label: name, ingestUrl: `${base}/${name}` }));
};
