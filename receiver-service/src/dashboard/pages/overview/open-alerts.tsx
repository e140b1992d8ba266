import { Link } from 'wouter';
import { Card } from '../../components/page.tsx';
import { useFormat } from '../../text/format.ts';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import type { AlertEvent } from './queries.ts';
import { overviewTexts } from './texts.ts';

const shownAtMost = 4;
const places = { subscription: '/webhooks', source: '/sources' } as const;

/** What was raised and is not over. */
export const OpenAlerts = ({ alerts }: { readonly alerts: readonly AlertEvent[] }) => {
	const t = useText(overviewTexts);
	const spoken = useKept(language);
	const { relative } = useFormat();
	if (alerts.length === 0) return null;
	return (
		<Card
			title={t.openAlerts}
			actions={
				<Link href="/alerts" className="small" aria-label={`${t.all}: ${t.openAlerts}`}>
					{t.all}
				</Link>
			}
		>
			<ul className="lines">
				{alerts.slice(0, shownAtMost).map(({ id, at, target, text }) => (
					<li key={id}>
						<div>
							<Link href={`${places[target.kind]}/${target.id}`} className="break">
								{text[spoken]}
							</Link>
							<div className="small soft">{relative(at, Date.now())}</div>
						</div>
					</li>
				))}
			</ul>
		</Card>
	);
};
