import { Link } from 'wouter';
import { answer, api } from '../../api/client.ts';
import { useLiveQueries } from '../../api/live.ts';
import { usePages } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { useVendorName, VendorBadge } from '../../vendor/badge.tsx';
import { type Source, sourcesKey, useVendors } from '../../vendor/query.ts';
import { failuresLeft, signingOf, stateOf, stateTones } from './health.ts';
import { healthTexts, sourcesTexts } from './texts.ts';

const State = ({ source }: { readonly source: Source }) => {
	const t = useText(sourcesTexts);
	const says = useText(healthTexts);
	const vendorName = useVendorName()(source.vendor);
	const state = stateOf(source);
	const left = failuresLeft(source.health);
	return (
		<span className="stack-tight">
			<Badge tone={stateTones[state]}>{t[state]}</Badge>
			{left === null ? null : (
				<span className="small">
					{left === 0 ? says.disabled(vendorName) : says.disablesSoon(left, vendorName)}
				</span>
			)}
		</span>
	);
};

const useColumns = (): readonly Column<Source>[] => {
	const t = useText(sourcesTexts);
	const { relative } = useFormat();
	const vendors = useVendors().data?.data ?? [];
	const tones = { signed: 'good', unverified: 'warn', unsigned: 'warn' } as const;
	return [
		{
			name: t.name,
			cell: ({ id, name }) => (
				<Link href={`/sources/${id}`} className="cell strong break">
					{name}
				</Link>
			),
		},
		{ name: t.vendor, cell: ({ vendor }) => <VendorBadge id={vendor} /> },
		{ name: t.health, cell: (source) => <State source={source} /> },
		{
			name: t.lastEvent,
			cell: ({ health }) =>
				health.last_event_at === null ? t.never : relative(health.last_event_at, Date.now()),
		},
		{
			name: t.signature,
			cell: (source) => {
				const signing = signingOf(
					source,
					vendors.find(({ id }) => id === source.vendor),
				);
				return <Badge tone={tones[signing]}>{t[signing]}</Badge>;
			},
		},
	];
};

const Sources = () => {
	const t = useText(sourcesTexts);
	const mayConnect = useCan()('admin');
	const pages = usePages([...sourcesKey, 'list'], (cursor) =>
		answer(api.GET('/v1/sources', { params: { query: { cursor } } })),
	);
	useLiveQueries([sourcesKey]);
	const connect = (
		<ButtonLink kind="primary" icon="connect" href="/connect">
			{t.connect}
		</ButtonLink>
	);
	return (
		<Page title={t.title} intro={t.intro} actions={mayConnect ? connect : null}>
			<Table
				label={t.title}
				columns={useColumns()}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.empty}
				pages={pages}
			/>
		</Page>
	);
};

export default Sources;
