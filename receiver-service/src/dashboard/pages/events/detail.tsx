import { useState } from 'react';
import { useParams } from 'wouter';
import { useLiveQueries } from '../../api/live.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Badge, Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { useTypeLabel } from '../../vendor/badge.tsx';
import { useMessage } from '../../vendor/journey.tsx';
import { messagesKey } from '../../vendor/query.ts';
import { MessageDeliveries } from './deliveries.tsx';
import { MessageFacts } from './facts.tsx';
import { MessageFields } from './fields.tsx';
import { hookBodyOf, type MessageDetail, pathOf } from './message.ts';
import { Quarantine } from './quarantine.tsx';
import { ReplayDialog } from './replay.tsx';
import { detailTexts, eventsTexts } from './texts.ts';

const fileKinds = ['recording', 'transcript'] as const;

const Files = ({ links }: { readonly links: MessageDetail['links'] }) => {
	const t = useText(detailTexts);
	const there = fileKinds.flatMap((kind) => {
		const link = links[kind] ?? null;
		return link === null ? [] : [{ kind, path: pathOf(link) }];
	});
	if (there.length === 0) return null;
	return (
		<Card title={t.files}>
			<ul className="row">
				{there.map(({ kind, path }) => (
					<li key={kind}>
						<a className="button" href={path} target="_blank" rel="noreferrer">
							<Icon name="download" />
							{t[kind]}
						</a>
					</li>
				))}
			</ul>
		</Card>
	);
};

const Known = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const list = useText(eventsTexts);
	const labelOf = useTypeLabel();
	const [replaying, setReplaying] = useState(false);
	const mayReplay = useCan()('subscribe') && message.status === 'accepted';
	return (
		<Page
			title={labelOf(message.type)}
			intro={message.test ? <Badge dot={false}>{list.test}</Badge> : undefined}
			actions={
				mayReplay ? (
					<Button kind="primary" icon="refresh" onClick={() => setReplaying(true)}>
						{t.replay}
					</Button>
				) : null
			}
		>
			{message.status === 'quarantined' ? <Quarantine message={message} /> : null}
			{message.status === 'quarantined' && message.deliveries.length === 0 ? null : (
				<MessageDeliveries deliveries={message.deliveries} />
			)}
			<div className="columns">
				<MessageFields message={message} />
				<div className="stack">
					<MessageFacts message={message} />
					<Files links={message.links} />
				</div>
			</div>
			<CodeBlock
				code={JSON.stringify(hookBodyOf(message), null, 2)}
				language="json"
				label={t.body}
			/>
			{replaying ? (
				<ReplayDialog messageId={message.id} onClose={() => setReplaying(false)} />
			) : null}
		</Page>
	);
};

const EventPage = () => {
	const t = useText(detailTexts);
	const { id } = useParams<{ id: string }>();
	const query = useMessage(id);
	useLiveQueries([[...messagesKey, id]]);
	if (query.data !== undefined) return <Known message={query.data} />;
	return (
		<Page title={t.title}>
			<Loaded query={query}>{() => null}</Loaded>
		</Page>
	);
};

export default EventPage;
