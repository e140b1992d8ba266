import { identity } from './identity.ts';

/** An origin is a copy of the app in a Make account; Make adds an ending to the id it is given. */
export type Origin = {
	readonly label: string;
	readonly baseUrl: string;
	readonly appId: string;
	readonly appVersion: number;
	/** Below the app's folder; kept out of the repository. */
	readonly apikeyFile: string;
};

const origin = (label: string, appId: string): Origin => ({
	label,
	baseUrl: 'https://eu1.make.com/api',
	appId,
	appVersion: identity.version,
	apikeyFile: `../.secrets/make.${label}.token`,
});

/** Where the app goes: one to try things, one that people use. */
export const origins: readonly Origin[] = [
	origin('development', `${identity.id}-development`),
	origin('production', identity.id),
];
