import type { RequestHandler } from 'express';

/**
 * What every answer of ours says to a browser: take it for nothing else, frame it nowhere, run
 * nothing of it (OWASP secure headers). The dashboard's own page loosens what it needs.
 */
export const securityHeaders = (publicUrl: string): RequestHandler => {
	const headers: Readonly<Record<string, string>> = {
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
		'referrer-policy': 'no-referrer',
		'cross-origin-resource-policy': 'same-origin',
		'cache-control': 'no-store',
		...(publicUrl.startsWith('https:')
			? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
			: {}),
	};
	return (_request, response, next) => {
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		next();
	};
};
