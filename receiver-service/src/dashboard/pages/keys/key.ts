import type { components } from '../../api/schema.ts';
import type { Option } from '../../components/choices.tsx';
import type { Said } from '../../text/texts.ts';
import type { scopeTexts } from './texts.ts';

export type ApiKey = components['schemas']['ApiKey'];
export type KeyScope = ApiKey['scopes'][number];

export const keysKey = ['keys'] as const;

export const scopeOptions = (t: Said<typeof scopeTexts>): readonly Option<KeyScope>[] => [
	{ value: 'read', label: t.read, hint: t.readHint },
	{ value: 'subscribe', label: t.subscribe, hint: t.subscribeHint },
	{ value: 'publish', label: t.publish },
	{ value: 'call', label: t.call },
	{ value: 'admin', label: t.admin, hint: t.adminHint },
];

export const stateOf = (key: ApiKey): 'active' | 'replaced' | 'revoked' => {
	if (key.revoked_at !== null) return 'revoked';
	return key.successor_id === null ? 'active' : 'replaced';
};
