import type { ReactNode } from 'react';
import type { Pages } from '../api/pages.ts';
import { useText } from '../text/texts.ts';
import { IconButton } from './button.tsx';
import { Failed, Loading } from './state.tsx';
import { componentTexts } from './texts.ts';

export type Column<T> = {
	readonly name: string;
	readonly cell: (row: T) => ReactNode;
	readonly kind?: 'text' | 'number' | 'action';
	/** Shown to those who do not see the page, where the column speaks for itself. */
	readonly hideName?: boolean;
};

type Paging = Pick<Pages<unknown>, 'number' | 'next' | 'previous'>;

const Foot = ({ number, next, previous }: Paging) => {
	const t = useText(componentTexts);
	if (next === null && previous === null) return null;
	return (
		<nav className="table-foot" aria-label={t.page(number)}>
			<span className="small soft">{t.page(number)}</span>
			<IconButton
				label={t.previous}
				icon="left"
				small
				disabled={previous === null}
				onClick={() => previous?.()}
			/>
			<IconButton
				label={t.next}
				icon="right"
				small
				disabled={next === null}
				onClick={() => next?.()}
			/>
		</nav>
	);
};

/** A list: `pages` of `usePages`, or plain `rows`. On a phone each row is a small card. */
export const Table = <T,>({
	label,
	columns,
	rows,
	rowKey,
	empty,
	pages,
	selected,
}: {
	/** What it lists, for those who do not see it. */
	readonly label: string;
	readonly columns: readonly Column<T>[];
	readonly rows: readonly T[];
	readonly rowKey: (row: T) => string;
	/** Shown in place of no rows: what would be here, and what to do. */
	readonly empty: ReactNode;
	readonly pages?: Pick<Pages<T>, 'isPending' | 'error' | 'retry'> & Paging;
	readonly selected?: (row: T) => boolean;
}) => {
	if (pages?.error != null && rows.length === 0) {
		return <Failed error={pages.error} retry={pages.retry} />;
	}
	return (
		<div className="table-frame">
			{rows.length === 0 ? (
				<div className="table-note">{pages?.isPending === true ? <Loading /> : empty}</div>
			) : (
				<div className="table-scroll">
					<table className="table table-cards">
						<caption className="visually-hidden">{label}</caption>
						<thead>
							<tr>
								{columns.map(({ name, kind, hideName }) => (
									<th key={name} scope="col" className={kind}>
										{hideName === true ? <span className="visually-hidden">{name}</span> : name}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{rows.map((row) => (
								<tr key={rowKey(row)} data-selected={selected?.(row) === true ? true : undefined}>
									{columns.map(({ name, cell, kind, hideName }) => (
										<td
											key={name}
											className={kind}
											data-label={hideName === true || kind === 'action' ? undefined : name}
										>
											{cell(row)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
			{pages === undefined ? null : <Foot {...pages} />}
		</div>
	);
};
