import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Select } from '../../components/select.tsx';
import { Badge, Loading, Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { Attempts } from '../deliveries/attempts.tsx';
import { deliveriesKey, hasEnded, statusTones } from '../deliveries/delivery.ts';
import { statusTexts } from '../deliveries/texts.ts';
import { useNow } from '../deliveries/use-now.ts';
import { useEventTypes, useTypeNames } from './queries.ts';
import { testTexts } from './texts.ts';
import { nameOf, type Webhook, webhooksKey } from './webhook.ts';

const askEveryMs = 1_000;

/** What becomes of a test event, as it happens. */
const Outcome = ({ messageId }: { readonly messageId: string }) => {
	const t = useText(testTexts);
	const states = useText(statusTexts);
	const now = useNow(askEveryMs);
	const { data: delivery } = useQuery({
		queryKey: [...deliveriesKey, 'test', messageId],
		queryFn: async () => {
			const query = { message_id: messageId, limit: 1 };
			const { data } = await answer(api.GET('/v1/deliveries', { params: { query } }));
			const id = data[0]?.id;
			if (id === undefined) return null;
			return answer(api.GET('/v1/deliveries/{id}', { params: { path: { id } } }));
		},
		refetchInterval: ({ state: { data } }) =>
			data === undefined || data === null || !hasEnded(data) ? askEveryMs : false,
	});
	if (delivery === undefined || delivery === null) return <Loading />;
	return (
		<div className="stack-small">
			<div className="row" role="status">
				<Badge tone={statusTones[delivery.status]}>{states[delivery.status]}</Badge>
				<Link href={`/deliveries/${delivery.id}`}>{t.details}</Link>
			</div>
			<Attempts delivery={delivery} now={now} />
		</div>
	);
};

/** The event types it asks for, each of a `<vendor>.*` by itself. */
const useAsked = ({ event_types: asked }: Webhook): readonly string[] => {
	const known = useEventTypes().data ?? [];
	return known
		.filter(({ type, vendor }) => asked.includes(type) || asked.includes(`${vendor}.*`))
		.map(({ type }) => type);
};

const anyEvent = '';

export const TestDialog = ({
	webhook,
	onClose,
}: {
	readonly webhook: Webhook;
	readonly onClose: () => void;
}) => {
	const t = useText(testTexts);
	const { labelOf, vendorOf } = useTypeNames();
	const types = useAsked(webhook);
	const [event, setEvent] = useState(anyEvent);
	const [prefer, setPrefer] = useState<'latest' | 'sample'>('latest');
	const test = useAct(
		() =>
			answer(
				api.POST('/v1/subscriptions/{id}/test', {
					params: { path: { id: webhook.id } },
					body: { prefer, ...(event === anyEvent ? {} : { event }) },
				}),
			),
		{ changes: [webhooksKey, [...deliveriesKey, 'list']], quiet: true },
	);
	const submit = (submitted: FormEvent) => {
		submitted.preventDefault();
		test.mutate(undefined);
	};
	const sent = test.data;
	return (
		<Dialog open onClose={onClose} title={t.titleOf(nameOf(webhook))}>
			<form className="form" onSubmit={submit}>
				<p>{t.intro}</p>
				{test.error === null ? null : <Notice tone="bad">{test.error.message}</Notice>}
				<Select
					label={t.event}
					value={event}
					onChange={setEvent}
					choices={[
						{ value: anyEvent, label: t.anyEvent },
						...types.map((type) => ({
							value: type,
							label: `${vendorOf(type)} · ${labelOf(type) ?? type}`,
						})),
					]}
				/>
				<RadioGroup
					label={t.content}
					value={prefer}
					onChange={setPrefer}
					options={[
						{ value: 'latest', label: t.latest, hint: t.latestSays },
						{ value: 'sample', label: t.sample },
					]}
				/>
				<div className="form-actions">
					<Button kind="primary" type="submit" busy={test.isPending}>
						{sent === undefined ? t.send : t.sendAgain}
					</Button>
				</div>
			</form>
			{sent === undefined ? null : (
				<section className="stack-small">
					<p>
						{t.sent(labelOf(sent.type) ?? sent.type)}{' '}
						<span className="soft">{sent.used === 'sample' ? t.usedSample : t.usedLatest}</span>
					</p>
					{sent.deliveries === 0 ? (
						<Notice tone="warn">{t.none}</Notice>
					) : (
						<Outcome key={sent.id} messageId={sent.id} />
					)}
				</section>
			)}
		</Dialog>
	);
};
