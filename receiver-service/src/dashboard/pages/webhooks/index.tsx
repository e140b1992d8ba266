import { type ReactNode, useState } from 'react';
import { useLiveQueries } from '../../api/live.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Loaded } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { BuildLinks } from '../guides/links.tsx';
import { useWebhookColumns } from './columns.tsx';
import { Dialogs } from './dialogs.tsx';
import type { Doing } from './doing.ts';
import { useWebhooks } from './queries.ts';
import { stateTexts, webhookTexts } from './texts.ts';
import { isFound, isOfPlatform, stateOf, type Webhook, webhooksKey } from './webhook.ts';

const readEveryMs = 5_000;
const shownAtOnce = 50;

const states = ['active', 'failing', 'listening', 'paused', 'disabled'] as const;
type Wanted = (typeof states)[number] | 'any';

/** A platform's webhooks begin on the platform: its guide says how. */
const NoneYet = ({ says }: { readonly says: string }) => (
	<>
		<span>{says}</span>
		<BuildLinks />
	</>
);

/** Some at first: a page of thousands would be slow to show, and of no use. */
const Group = ({
	label,
	rows,
	columns,
	empty,
}: {
	readonly label: string;
	readonly rows: readonly Webhook[];
	readonly columns: readonly Column<Webhook>[];
	readonly empty: ReactNode;
}) => {
	const t = useText(webhookTexts);
	const [shown, setShown] = useState(shownAtOnce);
	return (
		<div className="stack">
			<Table
				label={label}
				columns={columns}
				rows={rows.slice(0, shown)}
				rowKey={({ id }) => id}
				empty={empty}
			/>
			{rows.length > shown ? (
				<div>
					<Button onClick={() => setShown(shown + shownAtOnce)}>{t.showMore}</Button>
				</div>
			) : null}
		</div>
	);
};

const Webhooks = () => {
	const t = useText(webhookTexts);
	const said = useText(stateTexts);
	const { number } = useFormat();
	const mayChange = useCan()('subscribe');
	const [doing, setDoing] = useState<Doing | null>(null);
	const [typed, setTyped] = useState('');
	const [wanted, setWanted] = useState<Wanted>('any');
	const columns = useWebhookColumns(setDoing);
	const query = useWebhooks();
	useLiveQueries(
		[
			[...webhooksKey, 'list'],
			[...webhooksKey, 'rates'],
		],
		{ everyMs: readEveryMs },
	);
	const addButton = (
		<Button kind="primary" icon="plus" onClick={() => setDoing({ kind: 'add' })}>
			{t.add}
		</Button>
	);
	const panel = (all: readonly Webhook[], label: string, none: string) => {
		const rows = all.filter(
			(each) => isFound(each, typed) && (wanted === 'any' || stateOf(each) === wanted),
		);
		return (
			<Group
				label={label}
				rows={rows}
				columns={columns}
				empty={all.length === 0 ? <NoneYet says={none} /> : t.emptyFound}
			/>
		);
	};
	return (
		<Page title={t.title} intro={t.intro} actions={mayChange ? addButton : null}>
			<div className="filters">
				<TextField
					label={t.search}
					type="search"
					placeholder={t.searchHint}
					value={typed}
					onChange={setTyped}
				/>
				<Select
					label={t.state}
					value={wanted}
					onChange={setWanted}
					choices={[
						{ value: 'any', label: t.anyState },
						...states.map((value) => ({ value, label: said[value] })),
					]}
				/>
			</div>
			<Loaded query={query}>
				{(all) => {
					const byHand = all.filter((each) => !isOfPlatform(each));
					const byPlatform = all.filter(isOfPlatform);
					const [handLabel, platformLabel] = [
						t.byHand(number(byHand.length)),
						t.byPlatform(number(byPlatform.length)),
					];
					return (
						<Tabs
							label={t.groups}
							tabs={[
								{ id: 'hand', label: handLabel, panel: panel(byHand, handLabel, t.emptyHand) },
								{
									id: 'platform',
									label: platformLabel,
									panel: (
										<div className="stack">
											<p className="small soft">{t.platformIntro}</p>
											{panel(byPlatform, platformLabel, t.emptyPlatform)}
										</div>
									),
								},
							]}
						/>
					);
				}}
			</Loaded>
			<Dialogs doing={doing} begin={setDoing} stop={() => setDoing(null)} />
		</Page>
	);
};

export default Webhooks;
