import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choices.tsx';
import { useText } from '../../text/texts.ts';
import { type Delivery, deliveriesKey, hasEnded } from './delivery.ts';
import {
	allSelected,
	isFull,
	nothingSelected,
	type Selection,
	select,
	unselect,
} from './selection.ts';
import { deliveryTexts } from './texts.ts';

/** What is selected, and what to do with it. */
export const SelectionBar = ({
	rows,
	selection,
	onSelect,
}: {
	readonly rows: readonly Delivery[];
	readonly selection: Selection;
	readonly onSelect: (selection: Selection) => void;
}) => {
	const t = useText(deliveryTexts);
	const relaunch = useAct(
		(ids: readonly string[]) =>
			answer(api.POST('/v1/replays', { body: { delivery_ids: [...ids] } })),
		{
			changes: [deliveriesKey],
			done: ({ deliveries }) =>
				deliveries === selection.size
					? t.relaunched(deliveries)
					: t.relaunchedSome(deliveries, selection.size),
			onDone: () => onSelect(nothingSelected),
		},
	);
	const ids = rows.filter(hasEnded).map(({ id }) => id);
	return (
		<div className="row">
			{selection.size === 0 ? null : (
				<>
					<span role="status">
						{t.selected(selection.size)}
						{isFull(selection) ? ` ${t.full}` : ''}
					</span>
					<Button
						kind="primary"
						small
						icon="refresh"
						busy={relaunch.isPending}
						onClick={() => relaunch.mutate([...selection])}
					>
						{t.relaunchSelected}
					</Button>
					<Button small onClick={() => onSelect(nothingSelected)}>
						{t.clear}
					</Button>
				</>
			)}
			{ids.length === 0 ? null : (
				<Checkbox
					label={t.selectPage}
					checked={allSelected(selection, ids)}
					onChange={(checked) => onSelect((checked ? select : unselect)(selection, ids))}
				/>
			)}
		</div>
	);
};
