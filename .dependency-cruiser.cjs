/**
 * Which way code may be imported (docs/architecture.md): allow-lists, one for each room. What no
 * list names is an error.
 */
const service = '^receiver-service/src';
const library = (...names) => ({ path: names.map((name) => `^node_modules/(@types/)?${name}/`) });
const core = { path: '^core/src' };
const test = '^test';

/** A room may import itself and these. */
const room = (from, ...to) => [
	{ from: { path: from }, to: { path: from } },
	...to.map((target) => ({ from: { path: from }, to: target })),
];
/** The version that documents and requests name. */
const manifest = { path: '^receiver-service/package\\.json$' };
const rooms = (...names) => ({ path: names.map((name) => `${service}/${name}`) });
const node = (...names) => ({ path: `^(node:)?(${names.join('|')})$`, dependencyTypes: ['core'] });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-cycles',
			comment: 'A cycle means two files are one idea.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'signature-is-alone',
			comment: "n8n's scanner allows bundled code no import but node:crypto.",
			severity: 'error',
			from: { path: '^core/src/signature' },
			to: { pathNot: ['^core/src/signature', '^(node:)?crypto$'] },
		},
		{
			name: 'domain-is-pure',
			comment: 'No time, no randomness, no input or output.',
			severity: 'error',
			from: { path: `${service}/domain` },
			to: { dependencyTypes: ['core'] },
		},
	],
	allowedSeverity: 'error',
	allowed: [
		...room('^core/src', library('zod', 'libphonenumber-js'), node('crypto')),
		...room(`${service}/domain`, core),
		{ from: { path: `${service}/ports.ts` }, to: { path: [`${service}/domain`, '^core/src'] } },
		{ from: { path: `${service}/config.ts` }, to: library('zod') },
		...room(
			`${service}/pipeline`,
			rooms('domain', 'ports.ts', 'config.ts'),
			core,
			manifest,
			node('crypto'),
		),
		...room(
			`${service}/adapters`,
			rooms('domain', 'ports.ts', 'config.ts'),
			core,
			library('ipaddr.js', 'nodemailer', 'pg', 'pino', 'prom-client', 'undici'),
			{ dependencyTypes: ['core'] },
		),
		...room(
			`${service}/http`,
			rooms('pipeline', 'domain', 'ports.ts', 'config.ts'),
			core,
			library('express', 'express-serve-static-core', 'jsonwebtoken', 'zod'),
			manifest,
			{ dependencyTypes: ['core'] },
		),
		...room(
			`${service}/dashboard`,
			library(
				'@base-ui/react',
				'@tanstack/react-query',
				'openapi-fetch',
				'react',
				'react-dom',
				'uplot',
				'wouter',
			),
		),
		...room(
			'^receiver-service/build/guides',
			{ path: `${service}/dashboard/(pages/guides/(guide|place)|text/language)\\.ts$` },
			library('marked'),
			node('fs', 'path'),
		),
		{ from: { path: `${service}/compiled\\.mjs$` }, to: node('module', 'path') },
		...room(`${service}/bundle\\.mjs$`, node('crypto', 'fs', 'path')),
		{
			from: {
				path: `${service}/(service|start|main|rotate-master-key|move-to-postgres|sign-in|demo/.+)\\.(ts|mjs)$`,
			},
			to: {},
		},
		...room(
			'^zapier-app/src',
			core,
			library('zapier-platform-core'),
			{ path: '^zapier-app/package\\.json$' },
			node('crypto', 'net', 'timers/promises'),
		),
		...room(
			'^zapier-app/build',
			core,
			{ path: '^zapier-app/src/app\\.ts$' },
			library('esbuild', 'zapier-platform-core'),
			node('child_process', 'crypto', 'events', 'fs', 'http', 'net', 'os', 'path', 'util'),
		),
		...room('^make-blueprints/src/(app|blueprints|iml)', core, node('crypto')),
		...room(
			'^make-blueprints/src/lint',
			core,
			{ path: '^make-blueprints/src/(app/component\\.ts|iml)' },
			{ path: '^(make-blueprints/)?node_modules/(ajv|ajv-formats)/' },
			node('fs', 'path'),
		),
		...room(
			'^make-blueprints/src/deploy',
			{ path: '^make-blueprints/src/app' },
			library('@makehq/sdk'),
			node('fs', 'path', 'util'),
		),
		{
			from: { path: '^n8n-nodes/(credentials|nodes|shared)' },
			to: {
				path: [
					'^n8n-nodes/(shared|package\\.json$)',
					'^core/src/signature',
					'^n8n-nodes/node_modules/n8n-workflow/',
				],
			},
		},
		{ from: { path: '^n8n-nodes/(credentials|nodes|shared)' }, to: node('crypto') },
		...room('^n8n-nodes/generator', core),
		{ from: { path: '^n8n-nodes/build\\.mts$' }, to: library('esbuild') },
		{ from: { path: '^n8n-nodes/build\\.mts$' }, to: node('fs', 'path') },
		{ from: { path: test }, to: {} },
		{ from: { path: '^docs' }, to: {} },
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: 'specify',
		parser: 'swc',
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'types', 'default'],
			extensions: ['.ts', '.tsx', '.js', '.json'],
		},
	},
};
