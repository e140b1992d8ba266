import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Localized } from '@voicehooks/core';
import express, { type RequestHandler, type Response } from 'express';

/** Where `npm run build:dashboard` puts the page. */
const builtFolder = join(import.meta.dirname, '../../dist/dashboard');

/** Where the page is: each of its views has an address of its own, which the page itself reads. */
const pagePaths =
	/^\/(?:(?:sign-in|connect|privacy|settings|members|keys|audit|alerts|sandbox)?|(?:sources|webhooks|deliveries|events|receipts|catalogue|guides)(?:\/[\w.-]{1,128})?)$/;

const csp = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"font-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** Vite names these by their content: a name never means another file. */
const hashedAsset = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/;

const cacheControl = (path: string): string => {
	if (path === '/index.html') return 'no-store';
	return hashedAsset.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
};

const contentTypes: Readonly<Record<string, string>> = {
	html: 'text/html; charset=utf-8',
	js: 'text/javascript; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
	json: 'application/json',
	webmanifest: 'application/manifest+json',
	woff2: 'font/woff2',
	png: 'image/png',
	ico: 'image/x-icon',
	txt: 'text/plain; charset=utf-8',
};

/** In the order we prefer them. */
const encodings = [
	{ coding: 'br', suffix: '.br' },
	{ coding: 'gzip', suffix: '.gz' },
] as const;

const texts = {
	lead: {
		en: 'The service is up. Its dashboard is not built yet:',
		fr: 'Le service fonctionne. Son tableau de bord n’est pas encore construit :',
	},
	afterwards: {
		en: 'Run this in its folder, then open this page again. The API works without it.',
		fr: 'Lancez ceci dans son dossier, puis rouvrez cette page. L’API fonctionne sans lui.',
	},
	openapi: { en: 'The API (OpenAPI 3.1)', fr: 'L’API (OpenAPI 3.1)' },
	asyncapi: { en: 'The events (AsyncAPI 3)', fr: 'Les événements (AsyncAPI 3)' },
	health: { en: 'Health', fr: 'État du service' },
} as const satisfies Readonly<Record<string, Localized>>;

const section = (language: 'en' | 'fr'): string => `<section lang="${language}">
<p>${texts.lead[language]}</p>
<pre>npm run build:dashboard</pre>
<p>${texts.afterwards[language]}</p>
<ul>
<li><a href="/openapi.json">${texts.openapi[language]}</a></li>
<li><a href="/asyncapi.json">${texts.asyncapi[language]}</a></li>
<li><a href="/readyz">${texts.health[language]}</a></li>
</ul>
</section>`;

/** What stands in for the page until it is built. */
const unbuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>voicehooks</title>
<h1>voicehooks</h1>
${section('en')}
${section('fr')}
</html>
`;

/** The built file that answers a path: as it is, or compressed where the browser takes that. */
const fileFor = (
	folder: string,
	path: string,
	accepts: (coding: string) => boolean,
): { readonly path: string; readonly coding: string | null } => {
	for (const { coding, suffix } of encodings) {
		if (accepts(coding) && existsSync(join(folder, `${path}${suffix}`)))
			return { path: `${path}${suffix}`, coding };
	}
	return { path, coding: null };
};

const sendUnbuilt = (response: Response, withBody: boolean): void => {
	response
		.writeHead(200, { 'content-type': contentTypes.html })
		.end(withBody ? unbuiltPage : undefined);
};

const isPreconditionFailed = (fault: unknown): boolean =>
	typeof fault === 'object' && fault !== null && 'status' in fault && fault.status === 412;

/**
 * Serves the built page at its paths, and its files. What it does not have it leaves to others.
 * The folder is looked at on each request: a build beside a running service is served at once.
 */
export const dashboard = (folder = builtFolder): RequestHandler => {
	const serveFile = express.static(folder, {
		acceptRanges: false,
		cacheControl: false,
		dotfiles: 'ignore',
		index: false,
		redirect: false,
	});
	return (request, response, next) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') return next();
		const isPage = pagePaths.test(request.path);
		if (!existsSync(join(folder, 'index.html'))) {
			return isPage ? sendUnbuilt(response, request.method === 'GET') : next();
		}
		const path = isPage ? '/index.html' : request.path;
		const type = contentTypes[path.slice(path.lastIndexOf('.') + 1)];
		if (type === undefined || path.includes('..')) return next();
		const accepts = (coding: string) => request.acceptsEncodings(coding) === coding;
		const file = fileFor(folder, path, accepts);
		const before = request.url;
		const headers = {
			'content-security-policy': csp,
			'cache-control': cacheControl(path),
			'content-type': type,
			vary: 'Accept-Encoding',
			...(file.coding === null ? {} : { 'content-encoding': file.coding }),
		};
		const former = Object.keys(headers).map((name) => [name, response.getHeader(name)] as const);
		response.set(headers);
		request.url = file.path;
		serveFile(request, response, (fault?: unknown) => {
			request.url = before;
			for (const [name, value] of former) {
				if (value === undefined) response.removeHeader(name);
				else response.setHeader(name, value);
			}
			if (isPreconditionFailed(fault)) response.writeHead(412).end();
			else next(fault);
		});
	};
};
