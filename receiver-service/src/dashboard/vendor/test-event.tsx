import { type ReactNode, useState } from 'react';
import { useAct } from '../api/act.ts';
import { answer, api } from '../api/client.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { ComboBox } from '../components/combobox.tsx';
import { Select } from '../components/select.tsx';
import { useKept } from '../text/kept.ts';
import { language } from '../text/language.ts';
import { useText } from '../text/texts.ts';
import { firstChoice } from './first-choice.ts';
import { Journey } from './journey.tsx';
import {
	messagesKey,
	type Source,
	sandboxKey,
	sourcesKey,
	useEventTypes,
	useWebhookChoices,
} from './query.ts';
import { testTexts } from './texts.ts';

/** Plays the vendor's sample through the whole pipe, and shows what becomes of it. */
export const TestEvent = ({
	source,
	choose = true,
	children,
}: {
	readonly source: Pick<Source, 'id' | 'vendor'>;
	/** Whether the event and who gets it are chosen, or as they are. */
	readonly choose?: boolean;
	/** Beside the button. */
	readonly children?: ReactNode;
}) => {
	const t = useText(testTexts);
	const spoken = useKept(language);
	const types = useEventTypes().data?.filter(({ vendor }) => vendor === source.vendor) ?? [];
	const webhooks = useWebhookChoices(choose);
	const [chosen, setChosen] = useState<string | null>(null);
	const [also, setAlso] = useState<readonly string[]>([]);
	const event = chosen ?? firstChoice(types.map((type) => type.event));
	const send = useAct(
		() =>
			answer(
				api.POST('/v1/sources/{id}/test', {
					params: { path: { id: source.id } },
					body: { event, subscription_ids: [...also] },
				}),
			),
		{ changes: [messagesKey, sourcesKey, sandboxKey, ['deliveries']] },
	);
	return (
		<div className="stack">
			{choose ? (
				<>
					<Select
						label={t.event}
						value={event}
						onChange={setChosen}
						choices={types.map((type) => ({ value: type.event, label: type.label[spoken] }))}
					/>
					<ComboBox
						label={t.also}
						hint={t.alsoHint}
						optional
						placeholder={t.alsoPlaceholder}
						values={also}
						onChange={setAlso}
						choices={webhooks}
					/>
				</>
			) : null}
			<div className="row">
				<Button
					kind={send.data === undefined ? 'primary' : 'plain'}
					busy={send.isPending}
					disabled={event === ''}
					onClick={() => send.mutate(undefined)}
				>
					{send.data === undefined ? t.send : t.sendAgain}
				</Button>
				{children}
			</div>
			{send.data === undefined ? null : (
				<>
					<h3>{t.result}</h3>
					<Journey key={send.data.id} messageId={send.data.id} />
					<div>
						<ButtonLink href="/sandbox" small icon="sandbox">
							{t.toSandbox}
						</ButtonLink>
					</div>
				</>
			)}
		</div>
	);
};
