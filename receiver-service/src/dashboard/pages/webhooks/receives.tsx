import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { CopyButton } from '../../components/copy.tsx';
import { Card, Facts } from '../../components/page.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { PlatformBadge, useEventName } from './columns.tsx';
import { delaysText } from './delays.ts';
import { filterTexts, formTexts } from './form-texts.ts';
import { useSources } from './queries.ts';
import { detailTexts, webhookTexts } from './texts.ts';
import { placeOf, type Webhook } from './webhook.ts';

type Fact = readonly [string, ReactNode];
const when = (is: boolean, fact: Fact): readonly Fact[] => (is ? [fact] : []);

const Taken = ({ text, what }: { readonly text: string; readonly what: string }) => (
	<span className="row">
		<code className="break">{text}</code>
		<CopyButton text={text} what={what} />
	</span>
);

const usePolicyText = (): ((policy: Webhook['policy']) => string) => {
	const t = useText(formTexts);
	const { number } = useFormat();
	return (policy) => {
		if (policy === 'standard') return t.standard;
		if (policy === 'vendor') return t.vendorPolicy;
		const delays = policy.schedule_seconds.length === 0 ? '–' : delaysText(policy.schedule_seconds);
		return t.ownIs(delays, number(policy.timeout_seconds));
	};
};

/** The filter, a line for each field that restricts. */
const Only = ({ filter }: Pick<Webhook, 'filter'>) => {
	const names: Readonly<Record<string, string>> = useText(filterTexts);
	const { number } = useFormat();
	return (
		<ul>
			{Object.entries(filter).map(([key, value]) => (
				<li key={key} className="break">
					<span className="soft">{names[key] ?? key}</span>{' '}
					{typeof value === 'number' ? number(value) : value.join(', ')}
				</li>
			))}
		</ul>
	);
};

/** What it is and what it receives, as it was asked for. */
export const Receives = ({ webhook }: { readonly webhook: Webhook }) => {
	const t = useText(detailTexts);
	const form = useText(formTexts);
	const said = useText(webhookTexts);
	const { dateTime, number } = useFormat();
	const nameOfType = useEventName();
	const policyText = usePolicyText();
	const sources = useSources().data;
	const { client, source_id: sourceId, expires_at: expires, rate_limit_per_second: pace } = webhook;
	const place = placeOf(webhook);
	return (
		<Card title={t.receives}>
			<Facts
				facts={[
					[t.url, <Taken key="url" text={webhook.url} what={t.theUrl} />],
					...when(webhook.url.endsWith('/…'), [
						'',
						<span key="host" className="small soft">
							{t.hostOnly}
						</span>,
					]),
					[t.platform, <PlatformBadge key="platform" platform={webhook.platform} />],
					...when(place !== null, [t.workflow, place]),
					...when(client?.instance_id !== undefined, [t.instance, client?.instance_id]),
					[
						said.events,
						<ul key="events">
							{webhook.event_types.map((type) => (
								<li key={type} className="break">
									{nameOfType(type)}
								</li>
							))}
						</ul>,
					],
					...when(Object.keys(webhook.filter).length > 0, [
						t.only,
						<Only key="only" filter={webhook.filter} />,
					]),
					[
						t.source,
						sourceId === null ? (
							t.anySource
						) : (
							<Link key="source" href={`/sources/${sourceId}`}>
								{sources?.find(({ id }) => id === sourceId)?.name ?? sourceId}
							</Link>
						),
					],
					[form.format, form[webhook.format]],
					[form.policy, policyText(webhook.policy)],
					...when(webhook.header_names.length > 0, [t.headers, webhook.header_names.join(', ')]),
					...when(pace !== null, [t.pace, t.perSecond(number(pace ?? 0))]),
					[t.signing, webhook.signing === 'derived' ? t.derived : t.secret],
					[t.created, dateTime(webhook.created_at)],
					...when(expires !== null, [t.expires, expires === null ? null : dateTime(expires)]),
					[t.identifier, <Taken key="id" text={webhook.id} what={t.theId} />],
				]}
			/>
		</Card>
	);
};
