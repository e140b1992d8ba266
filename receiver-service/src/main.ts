#!/usr/bin/env node
import { flushCompileCache } from 'node:module';
import { vendorById } from '@voicehooks/core';
import { collectAtRest, tuneCollector } from './adapters/collector.ts';
import { keepWasmWrappers } from './adapters/wasm.ts';
import { parseConfig } from './config.ts';
import { ingestUrlsOf } from './pipeline/sources.ts';
import { type Service, startService } from './service.ts';

const print = (line = ''): void => {
	process.stdout.write(`${line}\n`);
};

/** What a newcomer needs to see once the service is up. */
const greet = ({ context, provision, url }: Service): void => {
	const { newKey, organisation, signInUrl } = provision;
	if (context.config.role === 'deliver') {
		print(`voicehooks delivers. Health: ${url}/healthz`);
		print();
		print('Ctrl-C stops it.');
		return;
	}
	print(`voicehooks is up. Dashboard: ${url}/`);
	print();
	print('Paste these ingest URLs into the webhook settings of:');
	const urls = context.directory.sourcesOf(organisation.id).flatMap((source) => {
		const name = vendorById(source.vendor)?.name ?? source.vendor;
		return ingestUrlsOf(context, source).map(({ label, ingestUrl }) => ({
			name: label === null ? name : `${name} ${label}`,
			ingestUrl,
		}));
	});
	const width = Math.max(...urls.map(({ name }) => name.length));
	for (const { name, ingestUrl } of urls) print(`  ${name.padEnd(width)}  ${ingestUrl}`);
	print();
	if (signInUrl === null) {
		print('Sign in at the dashboard. Who is locked out gets a link from:');
		print('  npm run sign-in -- <e-mail address>');
	} else {
		print('Sign in to the dashboard with this link. It works once, within 24 hours:');
		print(`  ${signInUrl}`);
	}
	print();
	if (newKey !== null) {
		print('For the API, an API key. It is shown this once, so keep it:');
		print(`  ${newKey}`);
	} else if (context.config.apiKey !== null) {
		print('The API takes the key that you set as VOICEHOOKS_API_KEY.');
	} else {
		print('The API takes your API key. If it is lost, make another one in the dashboard.');
	}
	print();
	print('Ctrl-C stops it.');
};

/** What failed, and what lies behind it: `unavailable` alone would not say that a disk is full. */
const lineOf = (fault: unknown): string => {
	if (!(fault instanceof Error)) return String(fault);
	return fault.cause instanceof Error ? `${fault.message} (${fault.cause.message})` : fault.message;
};

const fail = (fault: unknown): never => {
	process.stderr.write(`voicehooks: ${lineOf(fault)}\n`);
	process.exit(1);
};

/** A second signal does not wait. */
const stopOnSignal = (service: Service): void => {
	let stopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (stopping) process.exit(1);
			stopping = true;
			service.stop().then(() => process.exit(0), fail);
		});
	}
};

try {
	tuneCollector();
	keepWasmWrappers();
	const service = await startService(parseConfig(process.env));
	stopOnSignal(service);
	greet(service);
	// Now, for a kill leaves no time for it.
	flushCompileCache();
	collectAtRest();
} catch (fault) {
	fail(fault);
}
