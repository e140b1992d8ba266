import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Language } from '../../../../receiver-service/src/dashboard/text/language.ts';
import { type Client, clientOf } from '../../../support/client.ts';
import { type RunningProcess, startProcess } from '../../../support/process.ts';
import { expectBuilt, startChromium } from './chromium.ts';
import { createPerson, type Person } from './person.ts';
import { type Watch, watch } from './watch.ts';

export type Role = 'owner' | 'editor' | 'viewer';

export type Visit = {
	readonly language?: Language;
	/** null: a stranger. */
	readonly role?: Role | null;
	readonly theme?: 'light' | 'dark';
	readonly viewport?: { readonly width: number; readonly height: number };
	readonly path?: string;
	readonly patienceMs?: number;
};

export type World = {
	readonly url: string;
	readonly apiKey: string;
	readonly api: Client;
	/** The link that the first start printed. */
	readonly printedLink: string;
	readonly databaseFile: string;
	readonly service: RunningProcess;
	/** A fresh link of a new member. */
	readonly linkFor: (role: Role, email?: string) => Promise<string>;
	/** Somebody opens the dashboard, does this, and leaves; the page must have been without fault. */
	readonly visit: (
		options: Visit,
		act: (person: Person, watched: Watch, context: BrowserContext) => Promise<void>,
	) => Promise<void>;
	readonly stop: () => Promise<void>;
};

export const pictures = join(import.meta.dirname, '../screenshots');
const locales = { en: 'en-GB', fr: 'fr-FR' } as const;
const patience = 20_000;

/** A picture of how each visit ended, named by its test. */
const pictureFile = (): string => {
	const name = typeof expect === 'undefined' ? 'visit' : expect.getState().currentTestName;
	return join(pictures, `${(name ?? 'visit').replaceAll(/[^\p{L}\d]+/gu, '-')}.png`);
};

type State = Exclude<BrowserContextOptions['storageState'], undefined>;

/** A fresh service in a process of its own, with its page, and a browser to visit it. */
export const startWorld = async (
	environment: Readonly<Record<string, string>> = {},
): Promise<World> => {
	expectBuilt();
	mkdirSync(pictures, { recursive: true });
	const folder = mkdtempSync(join(tmpdir(), 'voicehooks-dashboard-'));
	const databaseFile = join(folder, 'dashboard.db');
	const apiKey = `vhk_${randomBytes(24).toString('base64url')}`;
	const service = await startProcess({
		PORT: '0',
		DATABASE_URL: `file:${databaseFile}`,
		VOICEHOOKS_API_KEY: apiKey,
		VOICEHOOKS_ALLOW_TARGETS: '127.0.0.0/8',
		LOG_LEVEL: 'warn',
		...environment,
	});
	const { browser, stop } = await startChromium();
	const api = clientOf(service.url, apiKey);
	const states = new Map<Role, State>();
	let members = 0;
	const linkFor: World['linkFor'] = async (role, email) => {
		members += 1;
		const { body } = await api('POST', '/v1/members', {
			email: email ?? `${role}-${members}@example.com`,
			name: `A ${role}`,
			role,
		});
		return body.sign_in_url;
	};
	/** Signs in once for each role: what follows opens the page as somebody who was here before. */
	const stateOf = async (role: Role): Promise<State> => {
		const before = states.get(role);
		if (before !== undefined) return before;
		const context = await browser.newContext({ locale: locales.en });
		const page = await context.newPage();
		await page.goto(await linkFor(role));
		await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ timeout: patience });
		const state = await context.storageState();
		await context.close();
		states.set(role, state);
		return state;
	};
	const visit: World['visit'] = async (options, act) => {
		const { language = 'en', role = 'owner', theme = 'light', path } = options;
		const context = await browser.newContext({
			locale: locales[language],
			timezoneId: 'Europe/Paris',
			colorScheme: theme,
			reducedMotion: 'reduce',
			viewport: options.viewport ?? { width: 1280, height: 800 },
			permissions: ['clipboard-read', 'clipboard-write'],
			...(role === null ? {} : { storageState: await stateOf(role) }),
		});
		context.setDefaultTimeout(options.patienceMs ?? patience);
		const watched = watch(context, service.url);
		const page = await context.newPage();
		const person = createPerson(page, service.url, language);
		try {
			if (path !== undefined) await page.goto(`${service.url}${path}`);
			await act(person, watched, context);
		} catch (fault) {
			const said = watched.faults.join('\n');
			throw said === ''
				? fault
				: new Error(`${said}\n${(fault as Error).message}`, { cause: fault });
		} finally {
			await page.screenshot({ path: pictureFile() }).catch(() => {});
			await context.close();
		}
		if (watched.faults.length > 0) throw new Error(watched.faults.join('\n'));
	};
	return {
		url: service.url,
		apiKey,
		api,
		printedLink: /\S+\/sign-in#\S+/.exec(service.output())?.[0] ?? '',
		databaseFile,
		service,
		linkFor,
		visit,
		stop: async () => {
			await stop();
			await service.end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		},
	};
};
