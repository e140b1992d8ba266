import type { components } from '../../api/schema.ts';
import type { Tone } from '../../components/state.tsx';

export type SandboxRequest = components['schemas']['SandboxRequest'];

type Verdict = SandboxRequest['verdict'];

/** A valid signature over an old time is one that a careful receiver refuses. */
export const verdictOf = ({
	scheme,
	valid,
	reason,
}: Verdict): { readonly said: 'valid' | 'invalid' | 'unsigned'; readonly tone: Tone } => {
	if (scheme === null) return { said: 'unsigned', tone: 'calm' };
	if (!valid) return { said: 'invalid', tone: 'bad' };
	return { said: 'valid', tone: reason === 'verified' ? 'good' : 'warn' };
};

/** The event that a body names, as our hooks and the vendors' webhooks do. */
export const eventIn = (body: string): string | null => {
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed !== 'object' || parsed === null) return null;
		const { type, event } = parsed as { readonly type?: unknown; readonly event?: unknown };
		if (typeof type === 'string') return type;
		return typeof event === 'string' ? event : null;
	} catch {
		return null;
	}
};

export const headerLines = (headers: Readonly<Record<string, string>>): string =>
	Object.entries(headers)
		.map(([name, value]) => `${name}: ${value}`)
		.join('\n');
