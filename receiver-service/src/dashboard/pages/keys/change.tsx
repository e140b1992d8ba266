import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { every, longestPage } from '../../api/every.ts';
import { Confirm } from '../../components/dialog.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../text/texts.ts';
import { type ApiKey, keysKey, stateOf } from './key.ts';
import { keyTexts } from './texts.ts';

type About = { readonly apiKey: ApiKey; readonly onClose: () => void };

export const RotateKey = ({
	apiKey,
	onClose,
	onMade,
}: About & { readonly onMade: (name: string, secret: string, moved: number) => void }) => {
	const t = useText(keyTexts);
	const rotate = useAct(
		() => answer(api.POST('/v1/keys/{id}/rotate', { params: { path: { id: apiKey.id } } })),
		{
			changes: [keysKey],
			onDone: (made) => onMade(made.name, made.api_key, made.subscriptions_moved),
		},
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.rotateOf(apiKey.name)}
			action={t.rotate}
			danger={false}
			busy={rotate.isPending}
			onConfirm={() => rotate.mutate(undefined)}
		>
			{t.rotateSays}
		</Confirm>
	);
};

const nobody = '';

/** Of other pages of the list too: any of them may be the heir. */
const useEveryKey = () =>
	useQuery({
		queryKey: [...keysKey, 'all'],
		queryFn: () =>
			every((cursor) =>
				answer(api.GET('/v1/keys', { params: { query: { limit: longestPage, cursor } } })),
			),
	});

/** Whoever takes over the webhooks is asked for: without an heir they are disabled. */
export const RevokeKey = ({ apiKey, onClose }: About) => {
	const t = useText(keyTexts);
	const keys = useEveryKey().data ?? [];
	const successor = keys.find(({ id }) => id === apiKey.successor_id);
	const heirs = keys.filter(
		(key) => key.id !== apiKey.id && key.id !== successor?.id && stateOf(key) === 'active',
	);
	const [heir, setHeir] = useState(nobody);
	const revoke = useAct(
		() =>
			answer(
				api.DELETE('/v1/keys/{id}', {
					params: {
						path: { id: apiKey.id },
						query: heir === nobody ? {} : { transfer_to: heir },
					},
				}),
			),
		{ changes: [keysKey], done: t.done, onDone: onClose },
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.revokeOf(apiKey.name)}
			action={t.revoke}
			busy={revoke.isPending}
			onConfirm={() => revoke.mutate(undefined)}
		>
			<p>{t.revokeSays}</p>
			<Select
				label={t.heir}
				value={heir}
				onChange={setHeir}
				choices={[
					{
						value: nobody,
						label: successor === undefined ? t.noHeir : t.successor(successor.name),
					},
					...heirs.map(({ id, name, hint }) => ({ value: id, label: `${name} (${hint})` })),
				]}
			/>
		</Confirm>
	);
};
