import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choices.tsx';
import { Confirm, Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { deliveriesKey } from '../deliveries/delivery.ts';
import { useBacklog } from './backlog.ts';
import { actTexts, webhookTexts } from './texts.ts';
import { nameOf, platformNames, type Webhook, webhooksKey } from './webhook.ts';

type Acting = { readonly webhook: Webhook; readonly onClose: () => void };

export const RemoveDialog = ({
	webhook,
	onClose,
	onRemoved,
}: Acting & { readonly onRemoved?: (() => void) | undefined }) => {
	const t = useText(actTexts);
	const said = useText(webhookTexts);
	const backlog = useBacklog(webhook, ['pending', 'held']);
	const { id, platform } = webhook;
	const remove = useAct(
		() => answer(api.DELETE('/v1/subscriptions/{id}', { params: { path: { id } } })),
		{
			changes: [[...webhooksKey, 'list'], deliveriesKey],
			done: t.removed,
			onDone: () => {
				onClose();
				onRemoved?.();
			},
		},
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.removeOf(nameOf(webhook))}
			action={said.remove}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		>
			<p>{t.removeSays}</p>
			{backlog === undefined ? null : (
				<p>{backlog.count === 0 ? t.removeNoBacklog : t.removeBacklog(backlog.said)}</p>
			)}
			{platform === 'custom' ? null : (
				<Notice tone="warn">{t.removePlatform(platformNames[platform])}</Notice>
			)}
		</Confirm>
	);
};

type Missed = 'replay' | 'release' | 'drop';
const asked: Readonly<Record<Missed, boolean | null>> = {
	replay: true,
	release: null,
	drop: false,
};

export const EnableDialog = ({ webhook, onClose }: Acting) => {
	const t = useText(actTexts);
	const said = useText(webhookTexts);
	const [missed, setMissed] = useState<Missed>('replay');
	const held = useBacklog(webhook, ['held']);
	const enable = useAct(
		() =>
			answer(
				api.POST('/v1/subscriptions/{id}/enable', {
					params: { path: { id: webhook.id } },
					body: { replay_missed: asked[missed] },
				}),
			),
		{
			changes: [webhooksKey, deliveriesKey],
			quiet: true,
			done: ({ released, replayed, canceled }) => t.enabled(released, replayed, canceled),
			onDone: onClose,
		},
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		enable.mutate(undefined);
	};
	return (
		<Dialog open onClose={onClose} title={t.enableOf(nameOf(webhook))}>
			<form className="form" onSubmit={submit}>
				{enable.error === null ? null : <Notice tone="bad">{enable.error.message}</Notice>}
				{held === undefined ? null : <p>{t.heldNow(held.said)}</p>}
				<RadioGroup
					label={t.missed}
					value={missed}
					onChange={setMissed}
					options={[
						{ value: 'replay', label: t.replay, hint: t.replaySays },
						{ value: 'release', label: t.release },
						{ value: 'drop', label: t.drop, hint: t.dropSays },
					]}
				/>
				<div className="form-actions">
					<Button kind="primary" type="submit" busy={enable.isPending}>
						{said.enable}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};

export const RotateDialog = ({
	webhook,
	onClose,
	onRotated,
}: Acting & { readonly onRotated: (secret: string) => void }) => {
	const t = useText(actTexts);
	const said = useText(webhookTexts);
	const rotate = useAct(
		() =>
			answer(
				api.POST('/v1/subscriptions/{id}/rotate-secret', {
					params: { path: { id: webhook.id } },
					body: {},
				}),
			),
		{
			changes: [webhooksKey],
			onDone: ({ secret }) => (secret === undefined ? onClose() : onRotated(secret)),
		},
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.rotateOf(nameOf(webhook))}
			action={said.rotate}
			danger={false}
			busy={rotate.isPending}
			onConfirm={() => rotate.mutate(undefined)}
		>
			<p>{t.rotateSays}</p>
		</Confirm>
	);
};
