import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import type { MenuItem } from '../../components/menu.tsx';
import { useText } from '../../text/texts.ts';
import type { Begin } from './doing.ts';
import { webhookTexts } from './texts.ts';
import { type Webhook, webhooksKey } from './webhook.ts';

/** What may be done with a webhook as it is now. */
export const useActs = (begin: Begin): ((webhook: Webhook) => readonly MenuItem[]) => {
	const t = useText(webhookTexts);
	const pause = useAct(
		({ id }: Webhook) =>
			answer(api.POST('/v1/subscriptions/{id}/pause', { params: { path: { id } } })),
		{ changes: [webhooksKey], done: t.paused },
	);
	return (webhook) => [
		...(webhook.status === 'active'
			? [{ label: t.test, onSelect: () => begin({ kind: 'test', webhook }) }]
			: [{ label: t.enable, onSelect: () => begin({ kind: 'enable', webhook }) }]),
		{ label: t.edit, onSelect: () => begin({ kind: 'edit', webhook }) },
		...(webhook.status === 'active'
			? [{ label: t.pause, onSelect: () => pause.mutate(webhook) }]
			: []),
		...(webhook.signing === 'secret'
			? [{ label: t.rotate, onSelect: () => begin({ kind: 'rotate', webhook }) }]
			: []),
		{ label: t.remove, onSelect: () => begin({ kind: 'remove', webhook }) },
	];
};
