import type { BrowserContext, ConsoleMessage, Response } from 'playwright-core';

export type Watch = {
	/** What a page must never do, as lines for people. */
	readonly faults: readonly string[];
	/** This refusal is what the test is about. */
	readonly allow: (status: number) => void;
};

/** Chromium itself says so of every answer from 400 on. */
const refusal = /^Failed to load resource: .* status of (\d{3})/;

/** Hears everything that a page must not do: errors, requests elsewhere, faults of the service. */
export const watch = (context: BrowserContext, origin: string): Watch => {
	const faults: string[] = [];
	const allowed = new Set<number>();
	const onConsole = (message: ConsoleMessage): void => {
		if (message.type() !== 'error' && message.type() !== 'warning') return;
		const status = refusal.exec(message.text())?.[1];
		if (status !== undefined && allowed.has(Number(status))) return;
		faults.push(`console: ${message.text()} (${message.location().url})`);
	};
	const onResponse = (response: Response): void => {
		const { pathname } = new URL(response.url());
		if (response.status() >= 500) faults.push(`${response.status()}: ${pathname}`);
	};
	context.on('console', onConsole);
	context.on('weberror', (fault) => faults.push(`page: ${fault.error().stack}`));
	context.on('dialog', (dialog) => {
		faults.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	context.on('request', (request) => {
		const url = new URL(request.url());
		const isInside = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:';
		if (!isInside) faults.push(`request to ${url.origin}`);
	});
	context.on('response', onResponse);
	return { faults, allow: (status) => allowed.add(status) };
};
