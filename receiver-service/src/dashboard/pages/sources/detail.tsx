import { useState } from 'react';
import { useParams } from 'wouter';
import { useLiveQueries } from '../../api/live.ts';
import { useCan } from '../../api/session.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { VendorBadge } from '../../vendor/badge.tsx';
import { type Source, sourcesKey, useSource, useVendors, type Vendor } from '../../vendor/query.ts';
import { TestEvent } from '../../vendor/test-event.tsx';
import { DeleteConfirm } from './delete.tsx';
import { FieldMapCard } from './field-map-card.tsx';
import { HealthCard } from './health-card.tsx';
import { IngestCard } from './ingest-urls.tsx';
import { SecretsCard } from './secrets.tsx';
import { SettingsCard } from './settings-card.tsx';
import { settingTexts, sourcesTexts } from './texts.ts';
import { TokenCard } from './token.tsx';

type Props = { readonly source: Source; readonly vendor: Vendor };

const TestCard = ({ source }: { readonly source: Source }) => {
	const t = useText(settingTexts);
	return (
		<Card title={t.test}>
			<p>{t.testSays}</p>
			<TestEvent source={source} />
		</Card>
	);
};

/** A vendor whose bodies do not name their event shows no field of them either. */
const isLearned = ({ ingest }: Vendor): boolean => ingest.some(({ event }) => event !== null);

const Parts = ({ source, vendor }: Props) => {
	const can = useCan();
	const isAdmin = can('admin');
	return (
		<>
			<div className="columns">
				<div className="stack">
					<HealthCard source={source} vendor={vendor} />
					{isAdmin ? <IngestCard source={source} vendor={vendor} /> : null}
					{can('publish') ? <TestCard source={source} /> : null}
				</div>
				{isAdmin ? (
					<div className="stack">
						<SecretsCard source={source} vendor={vendor} />
						<SettingsCard key={source.id} source={source} vendor={vendor} />
						{vendor.api === null && !source.has_api_token ? null : <TokenCard source={source} />}
					</div>
				) : null}
			</div>
			{isAdmin && isLearned(vendor) ? <FieldMapCard source={source} vendor={vendor} /> : null}
		</>
	);
};

const Known = ({ source }: { readonly source: Source }) => {
	const t = useText(settingTexts);
	const isAdmin = useCan()('admin');
	const [removing, setRemoving] = useState(false);
	return (
		<Page
			title={source.name}
			intro={<VendorBadge id={source.vendor} />}
			actions={
				isAdmin ? (
					<>
						<ButtonLink
							icon="connect"
							href={`/connect?vendor=${source.vendor}&source=${source.id}`}
						>
							{t.steps}
						</ButtonLink>
						<Button kind="danger" icon="trash" onClick={() => setRemoving(true)}>
							{t.remove}
						</Button>
					</>
				) : null
			}
		>
			<Loaded query={useVendors()}>
				{({ data }) => {
					const vendor = data.find(({ id }) => id === source.vendor);
					return vendor === undefined ? null : <Parts source={source} vendor={vendor} />;
				}}
			</Loaded>
			{removing ? <DeleteConfirm source={source} onClose={() => setRemoving(false)} /> : null}
		</Page>
	);
};

const SourcePage = () => {
	const t = useText(sourcesTexts);
	const { id } = useParams<{ id: string }>();
	const query = useSource(id);
	useLiveQueries([[...sourcesKey, id]]);
	if (query.data !== undefined) return <Known source={query.data} />;
	return (
		<Page title={t.title}>
			<Loaded query={query}>{() => null}</Loaded>
		</Page>
	);
};

export default SourcePage;
