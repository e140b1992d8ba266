import { type ComponentType, lazy } from 'react';
import type { Scope } from './api/session.ts';
import type { IconName } from './components/icon.tsx';
import type { shellTexts } from './shell/texts.ts';

type View = { readonly default: ComponentType };

export type NavGroup = 'follow' | 'setUp' | 'organisation';
export type PageRoute = {
	readonly path: string;
	readonly page: ComponentType;
	/** Where the navigation shows it; null: one comes here from elsewhere. */
	readonly nav: {
		readonly group: NavGroup;
		readonly text: keyof typeof shellTexts;
		readonly icon: IconName;
	} | null;
	/** Shown only to members who may. */
	readonly scope?: Scope;
};

const at = (
	path: string,
	load: () => Promise<View>,
	nav: PageRoute['nav'],
	scope?: Scope,
): PageRoute => ({ path, page: lazy(load), nav, scope });

/** Every view of a signed-in member: a line each, a chunk of the bundle each. */
// biome-ignore format: a line each.
export const pages: readonly PageRoute[] = [
	at('/', () => import('./pages/overview/index.tsx'), { group: 'follow', text: 'overview', icon: 'overview' }),
	at('/deliveries', () => import('./pages/deliveries/index.tsx'), { group: 'follow', text: 'deliveries', icon: 'delivery' }),
	at('/deliveries/:id', () => import('./pages/deliveries/detail.tsx'), null),
	at('/events', () => import('./pages/events/index.tsx'), { group: 'follow', text: 'events', icon: 'event' }),
	at('/events/:id', () => import('./pages/events/detail.tsx'), null),
	at('/receipts', () => import('./pages/receipts/index.tsx'), { group: 'follow', text: 'receipts', icon: 'receipt' }),
	at('/receipts/:id', () => import('./pages/receipts/detail.tsx'), null),
	at('/alerts', () => import('./pages/alerts/index.tsx'), { group: 'follow', text: 'alerts', icon: 'alert' }),
	at('/connect', () => import('./pages/connect/index.tsx'), { group: 'setUp', text: 'connect', icon: 'connect' }, 'admin'),
	at('/sources', () => import('./pages/sources/index.tsx'), { group: 'setUp', text: 'sources', icon: 'source' }),
	at('/sources/:id', () => import('./pages/sources/detail.tsx'), null),
	at('/webhooks', () => import('./pages/webhooks/index.tsx'), { group: 'setUp', text: 'webhooks', icon: 'webhook' }),
	at('/webhooks/:id', () => import('./pages/webhooks/detail.tsx'), null),
	at('/sandbox', () => import('./pages/sandbox/index.tsx'), { group: 'setUp', text: 'sandbox', icon: 'sandbox' }),
	at('/catalogue', () => import('./pages/catalogue/index.tsx'), { group: 'setUp', text: 'catalogue', icon: 'catalogue' }),
	at('/catalogue/:vendor', () => import('./pages/catalogue/vendor.tsx'), null),
	at('/guides', () => import('./pages/guides/index.tsx'), { group: 'setUp', text: 'guides', icon: 'guide' }),
	at('/guides/:name', () => import('./pages/guides/guide.tsx'), null),
	at('/members', () => import('./pages/members/index.tsx'), { group: 'organisation', text: 'members', icon: 'members' }),
	at('/keys', () => import('./pages/keys/index.tsx'), { group: 'organisation', text: 'keys', icon: 'key' }, 'admin'),
	at('/privacy', () => import('./pages/privacy/index.tsx'), { group: 'organisation', text: 'privacy', icon: 'privacy' }, 'admin'),
	at('/audit', () => import('./pages/audit/index.tsx'), { group: 'organisation', text: 'audit', icon: 'audit' }, 'admin'),
	at('/settings', () => import('./pages/settings/index.tsx'), { group: 'organisation', text: 'settings', icon: 'settings' }),
];

export const signInPage = lazy(() => import('./pages/sign-in/index.tsx'));
