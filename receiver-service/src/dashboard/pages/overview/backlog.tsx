import { Link } from 'wouter';
import { Card } from '../../components/page.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Statistics } from './queries.ts';
import { overviewTexts } from './texts.ts';

const states = [
	{ key: 'pending', status: 'pending', tone: 'accent' },
	{ key: 'held', status: 'held', tone: 'warn' },
	{ key: 'dead', status: 'dead_letter', tone: 'bad' },
] as const;

/** What waits, by state: a bar each, and the way to the deliveries themselves. */
export const Backlog = ({ backlog }: { readonly backlog: Statistics['backlog'] }) => {
	const t = useText(overviewTexts);
	const { number, relative } = useFormat();
	const most = Math.max(...states.map(({ status }) => backlog[status]), 1);
	return (
		<Card title={t.backlog}>
			<ul className="bars">
				{states.map(({ key, status, tone }) => (
					<li key={key}>
						<Link href={`/deliveries?status=${status}`}>{t[key]}</Link>
						<span className="number">{number(backlog[status])}</span>
						<progress
							className={`bar bar-${tone}`}
							aria-label={t[key]}
							max={most}
							value={backlog[status]}
						/>
					</li>
				))}
			</ul>
			<p className="small soft">
				{backlog.oldest_pending_at === null
					? t.noneWaiting
					: t.oldest(relative(backlog.oldest_pending_at, Date.now()))}
			</p>
		</Card>
	);
};
