import type { Vendor } from '@voicehooks/core';
import { type FieldError, Refusal } from '../domain/refusal.ts';
import type { Source } from '../domain/types.ts';
import type { OutboundResult } from '../ports.ts';
import type { Context } from './context.ts';
import { vendorOf } from './receive.ts';

/** Under the 30 s after which Zapier gives an action up, so that our answer still reaches it. */
const timeoutMs = 25_000;
const keptResponseBytes = 65_536;
/** Where the vendor asks to wait and does not say how long. */
const defaultRetrySeconds = '30';
const maxErrors = 50;
const maxErrorCharacters = 300;

/** A JSON object of the vendor's; empty where it answered something else. */
export type VendorAnswer = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const parseObject = (body: Buffer): VendorAnswer => {
	try {
		const value: unknown = JSON.parse(body.toString());
		return isObject(value) ? value : {};
	} catch (error) {
		if (error instanceof SyntaxError) return {};
		throw error;
	}
};

const textOf = (value: unknown): string | null => {
	if (typeof value === 'string') return value.slice(0, maxErrorCharacters);
	if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ') || null;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

/** One entry of a vendor's list of wrong fields: `{field, message}` in the usual spellings. */
const entryError = (entry: unknown): FieldError | null => {
	if (!isObject(entry)) return null;
	const path = textOf(entry.field ?? entry.path ?? entry.loc ?? entry.param);
	const message = textOf(entry.message ?? entry.msg ?? entry.error);
	return message === null ? null : { path: path ?? '', message };
};

/**
 * What a vendor says is wrong: its message, then its details by field. VoiceHire documents
 * `{error:{code,message,details}}`; VOCALIS documents no error body, so the usual shapes are read.
 */
export const vendorErrors = (answer: VendorAnswer): readonly FieldError[] => {
	const error = isObject(answer.error) ? answer.error : answer;
	const message = textOf(error.message ?? error.detail ?? answer.error);
	const code = textOf(error.code);
	const details = error.details ?? answer.errors;
	const byField = Array.isArray(details)
		? details.map(entryError).filter((entry) => entry !== null)
		: Object.entries(isObject(details) ? details : {}).flatMap(([path, value]) => {
				const text = textOf(value);
				return text === null ? [] : [{ path, message: text }];
			});
	const general = [code, message].filter((text) => text !== null).join(': ');
	return [...(general === '' ? [] : [{ path: '', message: general }]), ...byField].slice(
		0,
		maxErrors,
	);
};

const refusalOf = (
	vendor: Vendor,
	result: Extract<OutboundResult, { kind: 'response' }>,
	reachesPeople: boolean,
): Refusal => {
	const { status, headers } = result;
	const told = headers['retry-after'];
	const wait = { headers: { 'retry-after': told ?? defaultRetrySeconds } };
	const parameters = { vendor: vendor.name, status };
	const errors = { errors: vendorErrors(parseObject(result.body)) };
	switch (status) {
		case 401:
			return new Refusal('vendor_token_refused', parameters);
		case 402:
			return new Refusal('vendor_credits_exhausted', parameters, errors);
		case 403:
			return new Refusal('vendor_forbidden', parameters, errors);
		case 404:
			return new Refusal('vendor_not_found', parameters, errors);
		case 429:
			return new Refusal('vendor_rate_limited', parameters, wait);
	}
	if (status >= 400 && status < 500) return new Refusal('vendor_rejected', parameters, errors);
	// With a time to come back, the vendor says that it did nothing; anything else may follow a call.
	if (status === 503 && told !== undefined) return new Refusal('vendor_busy', parameters, wait);
	return reachesPeople
		? new Refusal('vendor_outcome_unknown', parameters)
		: new Refusal('vendor_failed', parameters);
};

/** Fills `{name}` in an action's path. */
const pathOf = (template: string, names: Readonly<Record<string, string>>): string =>
	template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));

/**
 * Asks a vendor's own API to act, once: nothing here tries again. Answers what the vendor said.
 * Throws a `Refusal`: retryable where nothing was done, `vendor_outcome_unknown` where the vendor
 * may have acted.
 */
export const callVendor = async (
	context: Pick<Context, 'sender' | 'vault' | 'vendorApis'>,
	source: Source,
	actionName: string,
	names: Readonly<Record<string, string>>,
	body: Readonly<Record<string, unknown>>,
): Promise<VendorAnswer> => {
	const vendor = vendorOf(source);
	const action = vendor.api?.actions[actionName];
	if (vendor.api === undefined || action === undefined) {
		throw new Error(`${vendor.id} declares no action ${actionName}.`);
	}
	if (source.apiToken === null) throw new Refusal('vendor_token_missing', { vendor: vendor.name });
	const token = context.vault.open('vendor_token', source.apiToken);
	const { header, value } = vendor.api.authentication;
	const result = await context.sender.send({
		url: (context.vendorApis[vendor.id] ?? vendor.api.baseUrl) + pathOf(action.path, names),
		method: action.method,
		headers: {
			'content-type': 'application/json',
			accept: 'application/json',
			'user-agent': 'voicehooks',
			[header.toLowerCase()]: value.replace('{token}', () => token),
		},
		body: Buffer.from(JSON.stringify(body)),
		timeoutMs,
		keepResponseBytes: keptResponseBytes,
	});
	if (result.kind === 'failure') {
		throw new Refusal(result.sent ? 'vendor_outcome_unknown' : 'vendor_unreachable', {
			vendor: vendor.name,
		});
	}
	if (result.status >= 200 && result.status < 300) return parseObject(result.body);
	throw refusalOf(vendor, result, action.reachesPeople);
};
