import { CodeBlock } from '../../components/code-block.tsx';
import type { Tone } from '../../components/state.tsx';
import { Timeline, type TimelineEntry } from '../../components/timeline.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import type { Attempt, DeliveryDetail } from './delivery.ts';
import { payloadOf } from './request.ts';
import { detailTexts, outcomeTexts } from './texts.ts';
import { useNextAttempt } from './when.tsx';

const toneOf = ({ outcome }: Attempt): Exclude<Tone, 'accent'> => {
	if (outcome === 'success') return 'good';
	return outcome === 'rate_limited' || outcome === 'queue_full' ? 'warn' : 'bad';
};

const AttemptLine = ({ attempt, which }: { readonly attempt: Attempt; readonly which: number }) => {
	const t = useText(detailTexts);
	const outcomes: Readonly<Record<string, string>> = useText(outcomeTexts);
	const { dateTime, milliseconds } = useFormat();
	const { status, outcome, error, response_excerpt: excerpt } = attempt;
	return (
		<>
			<div className="row">
				<span className="strong">{t.attempt(which)}</span>
				<span>
					{outcomes[outcome] ?? outcome}
					{status === null ? '' : ` · HTTP ${status}`}
				</span>
				<span className="small soft">
					<time dateTime={attempt.at}>{dateTime(attempt.at)}</time>
					{` · ${t.took(milliseconds(attempt.duration_ms))}`}
				</span>
			</div>
			{error === null || error === `HTTP ${status}` ? null : (
				<p className="small break">
					<LocalText text={attempt.error_text} />
				</p>
			)}
			{excerpt === null || excerpt === '' ? null : (
				<details className="disclosure">
					<summary>{t.response}</summary>
					<CodeBlock {...payloadOf(excerpt)} label={`${t.response} ${which}`} />
				</details>
			)}
			{status !== null && (excerpt === null || excerpt === '') ? (
				<p className="small soft">{t.noResponse}</p>
			) : null}
		</>
	);
};

/** Every try, and what is tried next. */
export const Attempts = ({
	delivery,
	now,
}: {
	readonly delivery: DeliveryDetail;
	readonly now: number;
}) => {
	const t = useText(detailTexts);
	const { dateTime } = useFormat();
	const next = useNextAttempt()(delivery, now);
	if (delivery.attempts.length === 0 && next === null) return <p className="soft">{t.noAttempt}</p>;
	const tried = delivery.attempts.map(
		(attempt, index): TimelineEntry => ({
			id: attempt.at,
			tone: toneOf(attempt),
			content: <AttemptLine attempt={attempt} which={index + 1} />,
		}),
	);
	const toCome: TimelineEntry = {
		id: 'next',
		tone: 'calm',
		content: (
			<div className="row">
				<span className="strong">{t.nextAttempt}</span>
				<span>{next}</span>
				{delivery.status === 'pending' && delivery.next_attempt_at !== null ? (
					<time className="small soft" dateTime={delivery.next_attempt_at}>
						{dateTime(delivery.next_attempt_at)}
					</time>
				) : null}
			</div>
		),
	};
	return <Timeline label={t.timeline} entries={next === null ? tried : [...tried, toCome]} />;
};
