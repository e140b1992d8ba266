import { prettyJson } from '../../components/highlight.ts';
import type { DeliveryDetail } from './delivery.ts';

/** The request as it went out, headers and body as the service tells them. */
export const requestText = ({ url, request }: Pick<DeliveryDetail, 'url' | 'request'>): string => {
	const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
	return [`POST ${url ?? '…'}`, ...headers, '', request.body ?? ''].join('\n');
};

/** A payload for people: indented where it is JSON. */
export const payloadOf = (
	body: string,
): { readonly code: string; readonly language: 'json' | 'text' } => {
	try {
		JSON.parse(body);
		return { code: prettyJson(body), language: 'json' };
	} catch {
		return { code: body, language: 'text' };
	}
};
