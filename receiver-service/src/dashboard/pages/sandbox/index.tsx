import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { useLookAgain } from '../../api/look.ts';
import { usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Copyable } from '../../components/copy.tsx';
import { Confirm } from '../../components/dialog.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { sandboxKey } from '../../vendor/query.ts';
import { RequestDialog, VerdictBadge } from './detail.tsx';
import { eventIn, type SandboxRequest } from './request.ts';
import { sandboxTexts } from './texts.ts';

const requestsKey = [...sandboxKey, 'requests'] as const;

/** What strangers to the service post here is not told live. */
const lookEveryMs = 5_000;

const Address = () => {
	const t = useText(sandboxTexts);
	const query = useQuery({
		queryKey: [...sandboxKey, 'url'],
		queryFn: () => answer(api.GET('/v1/sandbox')),
	});
	return (
		<Card title={t.url}>
			<Loaded query={query}>{({ url }) => <Copyable text={url} what={t.theUrl} />}</Loaded>
			<p className="small soft">{t.urlSays}</p>
		</Card>
	);
};

const ClearConfirm = ({ onClose }: { readonly onClose: () => void }) => {
	const t = useText(sandboxTexts);
	const clear = useAct(() => answer(api.DELETE('/v1/sandbox/requests')), {
		changes: [requestsKey],
		done: t.cleared,
		onDone: onClose,
	});
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.clearAsk}
			action={t.clear}
			busy={clear.isPending}
			onConfirm={() => clear.mutate(undefined)}
		>
			<p>{t.clearSays}</p>
		</Confirm>
	);
};

const useColumns = (show: (request: SandboxRequest) => void): readonly Column<SandboxRequest>[] => {
	const t = useText(sandboxTexts);
	const { dateTime, bytes } = useFormat();
	return [
		{
			name: t.received,
			cell: ({ received_at }) => <span className="nowrap">{dateTime(received_at)}</span>,
		},
		{
			name: t.event,
			cell: ({ method, body }) => <code className="break">{eventIn(body) ?? method}</code>,
		},
		{ name: t.signature, cell: (request) => <VerdictBadge request={request} /> },
		{
			name: t.size,
			kind: 'number',
			cell: ({ body }) => bytes(new TextEncoder().encode(body).length),
		},
		{
			name: t.acts,
			kind: 'action',
			hideName: true,
			cell: (request) => (
				<Button
					small
					aria-label={`${t.show}: ${t.showOf(dateTime(request.received_at))}`}
					onClick={() => show(request)}
				>
					{t.show}
				</Button>
			),
		},
	];
};

const Requests = () => {
	const t = useText(sandboxTexts);
	const [shown, setShown] = useState<SandboxRequest | null>(null);
	const columns = useColumns(setShown);
	const pages = usePages(requestsKey, (cursor) =>
		answer(api.GET('/v1/sandbox/requests', { params: { query: { cursor, limit: 25 } } })),
	);
	const isFirst = pages.number === 1;
	useLiveQueries([requestsKey], { when: isFirst });
	useLookAgain([requestsKey], { everyMs: lookEveryMs, when: isFirst });
	return (
		<>
			<h2>{t.requests}</h2>
			<Table
				label={t.requests}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={
					<>
						<span>{t.empty}</span>
						<Link href="/sources">{t.sources}</Link>
					</>
				}
				pages={pages}
			/>
			{shown === null ? null : <RequestDialog request={shown} onClose={() => setShown(null)} />}
		</>
	);
};

const Sandbox = () => {
	const t = useText(sandboxTexts);
	const [clearing, setClearing] = useState(false);
	const mayClear = useCan()('subscribe');
	return (
		<Page
			title={t.title}
			intro={t.intro}
			actions={
				mayClear ? (
					<Button icon="trash" onClick={() => setClearing(true)}>
						{t.clear}
					</Button>
				) : null
			}
		>
			<Address />
			<Requests />
			{clearing ? <ClearConfirm onClose={() => setClearing(false)} /> : null}
		</Page>
	);
};

export default Sandbox;
