import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choices.tsx';
import { ComboBox } from '../../components/combobox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Facts } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Loading, Notice } from '../../components/state.tsx';
import { TimeRangePicker } from '../../components/time-range-picker.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { useTypeChoices, useWebhookChoices } from './choices.ts';
import { deliveriesKey } from './delivery.ts';
import { inParts } from './parts.ts';
import { type Replay, type ReplayRequest, replayKinds, replayRequest } from './replay.ts';
import { deliveryTexts, replayTexts } from './texts.ts';

const periods = ['hour', 'day', 'week', 'month', 'own'] as const;
const countedAtMost = 100;

const Choose = ({
	replay,
	onChange,
	onReview,
}: {
	readonly replay: Replay;
	readonly onChange: (replay: Replay) => void;
	readonly onReview: (request: ReplayRequest) => void;
}) => {
	const t = useText(replayTexts);
	const said = useText(deliveryTexts);
	const types = useTypeChoices();
	const webhooks = useWebhookChoices(replay.subscriptionId);
	const [refused, setRefused] = useState(false);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		const request = replayRequest(replay, Date.now());
		setRefused(request === null);
		if (request !== null) onReview(request);
	};
	return (
		<form className="form" onSubmit={submit}>
			{refused ? <Notice tone="bad">{t.needsBegin}</Notice> : null}
			<div className="filters">
				<TimeRangePicker
					value={replay.range}
					allow={periods}
					onChange={(range) => onChange({ ...replay, range })}
				/>
			</div>
			<RadioGroup
				label={t.what}
				value={replay.kind}
				onChange={(kind) => onChange({ ...replay, kind })}
				options={replayKinds.map((value) => ({
					value,
					label: t[value],
					...(value === 'events' ? { hint: t.eventsHint } : {}),
				}))}
			/>
			<Select
				label={said.webhook}
				value={replay.subscriptionId}
				choices={webhooks}
				onChange={(subscriptionId) => onChange({ ...replay, subscriptionId })}
			/>
			<ComboBox
				label={said.events}
				placeholder={said.anyEvent}
				choices={types}
				values={replay.types}
				onChange={(chosen) => onChange({ ...replay, types: chosen })}
			/>
			<div className="form-actions">
				<Button kind="primary" type="submit">
					{t.review}
				</Button>
			</div>
		</form>
	);
};

/** The service tells no sums for such a choice: what one page holds says enough. */
const useCount = (request: ReplayRequest) =>
	useQuery({
		queryKey: [...deliveriesKey, 'count', request],
		queryFn: async () => {
			const query = { ...request, limit: countedAtMost };
			const page = await answer(api.GET('/v1/deliveries', { params: { query } }));
			return { count: page.data.length, more: page.has_more };
		},
		enabled: request.status !== undefined,
	});

const Review = ({
	replay,
	request,
	onBack,
	onClose,
}: {
	readonly replay: Replay;
	readonly request: ReplayRequest;
	readonly onBack: () => void;
	readonly onClose: () => void;
}) => {
	const t = useText(replayTexts);
	const said = useText(deliveryTexts);
	const { dateTime, number } = useFormat();
	const types = useTypeChoices();
	const webhooks = useWebhookChoices(replay.subscriptionId);
	const counted = useCount(request).data;
	const [sofar, setSofar] = useState(0);
	const stopped = useRef(false);
	const run = useAct(
		() =>
			inParts((cursor) => answer(api.POST('/v1/replays', { body: { ...request, cursor } })), {
				onPart: setSofar,
				isStopped: () => stopped.current,
			}),
		{
			changes: [deliveriesKey],
			quiet: true,
			done: ({ deliveries, finished }) =>
				finished ? said.relaunched(deliveries) : t.stopped(deliveries),
			onDone: onClose,
		},
	);
	const labelOf = (choices: typeof types, wanted: string) =>
		choices.find(({ value }) => value === wanted)?.label ?? wanted;
	const isEmpty = counted?.count === 0;
	const howMany =
		counted === undefined ? (
			<Loading />
		) : counted.more ? (
			t.moreThan(counted.count)
		) : (
			number(counted.count)
		);
	return (
		<div className="form">
			{run.error === null ? null : <Notice tone="bad">{run.error.message}</Notice>}
			<p>{replay.kind === 'events' ? t.willEvents : t.willDeliveries}</p>
			<Facts
				facts={[
					[t.what, t[replay.kind]],
					[t.from, dateTime(request.since)],
					[t.until, dateTime(request.until)],
					[said.webhook, labelOf(webhooks, replay.subscriptionId)],
					[
						said.events,
						replay.types.length === 0
							? said.anyEvent
							: replay.types.map((type) => labelOf(types, type)).join(', '),
					],
					...(request.status === undefined ? [] : [[t.howMany, howMany] as const]),
				]}
			/>
			<p className="small soft">{isEmpty ? t.nothing : t.receivers}</p>
			<div className="form-actions">
				{run.isPending ? (
					<>
						<span role="status">{t.running(number(sofar))}</span>
						<Button
							onClick={() => {
								stopped.current = true;
							}}
						>
							{t.stop}
						</Button>
					</>
				) : (
					<Button onClick={onBack}>{t.back}</Button>
				)}
				<Button
					kind="primary"
					busy={run.isPending}
					disabled={isEmpty}
					onClick={() => run.mutate(undefined)}
				>
					{said.relaunch}
				</Button>
			</div>
		</div>
	);
};

/** Delivers a period again: chosen first, then said in words, then done in parts. */
export const ReplayDialog = ({
	first,
	onClose,
}: {
	readonly first: Replay;
	readonly onClose: () => void;
}) => {
	const t = useText(deliveryTexts);
	const [replay, setReplay] = useState(first);
	const [request, setRequest] = useState<ReplayRequest | null>(null);
	return (
		<Dialog open onClose={onClose} title={t.range}>
			{request === null ? (
				<Choose replay={replay} onChange={setReplay} onReview={setRequest} />
			) : (
				<Review
					replay={replay}
					request={request}
					onBack={() => setRequest(null)}
					onClose={onClose}
				/>
			)}
		</Dialog>
	);
};
