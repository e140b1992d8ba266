import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../text/texts.ts';
import { messagesKey, useWebhookChoices } from '../../vendor/query.ts';
import { detailTexts } from './texts.ts';

/** Delivers an event again: to whoever asks for it now, or to one webhook. */
export const ReplayDialog = ({
	messageId,
	onClose,
}: {
	readonly messageId: string;
	readonly onClose: () => void;
}) => {
	const t = useText(detailTexts);
	const [subscriptionId, setSubscriptionId] = useState('');
	const webhooks = useWebhookChoices();
	const replay = useAct(
		() =>
			answer(
				api.POST('/v1/messages/{id}/replay', {
					params: { path: { id: messageId } },
					body: subscriptionId === '' ? {} : { subscription_id: subscriptionId },
				}),
			),
		{
			changes: [messagesKey, ['deliveries']],
			done: ({ deliveries }) => t.replayDone(deliveries),
			onDone: onClose,
		},
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		replay.mutate(undefined);
	};
	return (
		<Dialog open onClose={onClose} title={t.replay}>
			<form className="form" onSubmit={submit}>
				<p>{t.replaySays}</p>
				<Select
					label={t.replayTo}
					value={subscriptionId}
					onChange={setSubscriptionId}
					choices={[{ value: '', label: t.replayAll }, ...webhooks]}
				/>
				<div className="form-actions">
					<Button kind="primary" type="submit" busy={replay.isPending}>
						{t.replay}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};
