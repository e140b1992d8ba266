import type { Language, Localized } from '@voicehooks/core';
import type { RequestHandler } from 'express';
import { preferredLanguage } from './negotiate.ts';

const texts = {
	lead: {
		en: 'The service is up. Everything it does is in its API; npm start printed the ingest URLs and how to sign in.',
		fr: 'Le service fonctionne. Tout ce qu’il fait est dans son API ; npm start a affiché les URL de réception et la façon de se connecter.',
	},
	openapi: { en: 'The API (OpenAPI 3.1)', fr: 'L’API (OpenAPI 3.1)' },
	asyncapi: { en: 'The events (AsyncAPI 3)', fr: 'Les événements (AsyncAPI 3)' },
	health: { en: 'Health', fr: 'État du service' },
} as const satisfies Readonly<Record<string, Localized>>;

const page = (language: Language): string => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>voicehooks</title>
<h1>voicehooks</h1>
<p>${texts.lead[language]}</p>
<ul>
<li><a href="/openapi.json">${texts.openapi[language]}</a></li>
<li><a href="/asyncapi.json">${texts.asyncapi[language]}</a></li>
<li><a href="/readyz">${texts.health[language]}</a></li>
</ul>
</html>
`;

/** What a browser finds at the service's own address: where to go from here. */
export const home: RequestHandler = (request, response, next) => {
	if (request.path !== '/' || (request.method !== 'GET' && request.method !== 'HEAD'))
		return next();
	const language = preferredLanguage(request.headers['accept-language']);
	response
		.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-language': language })
		.end(request.method === 'HEAD' ? undefined : page(language));
};
