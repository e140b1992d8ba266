import { Card, Facts } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import { StateBadge } from './columns.tsx';
import { useRates } from './queries.ts';
import { detailTexts, reasonTexts, webhookTexts } from './texts.ts';
import type { Webhook } from './webhook.ts';

const none = '–';

/** The figures of a day and of a week. */
export const Figures = ({ webhook }: { readonly webhook: Webhook }) => {
	const t = useText(detailTexts);
	const { number, percent, milliseconds } = useFormat();
	const day = useRates('day').data?.get(webhook.id);
	const week = useRates('week').data?.get(webhook.id);
	const rate = (value: number | null | undefined) => (value == null ? none : percent(value));
	const figures = [
		[t.rate(t.day), rate(day?.success_rate)],
		[t.rate(t.week), rate(week?.success_rate)],
		[t.attempts, number((day?.succeeded ?? 0) + (day?.failed ?? 0))],
		[t.p95, day?.p95_ms == null ? none : milliseconds(day.p95_ms)],
		[t.givenUp, number(week?.dead_letters ?? 0)],
		[t.deliveries, number(webhook.deliveries_count)],
	] as const;
	return (
		<dl className="figures">
			{figures.map(([name, value]) => (
				<div className="figure" key={name}>
					<dt className="figure-label">{name}</dt>
					<dd className="figure-value">{value}</dd>
				</div>
			))}
		</dl>
	);
};

export const Health = ({ webhook, now }: { readonly webhook: Webhook; readonly now: number }) => {
	const t = useText(detailTexts);
	const said = useText(webhookTexts);
	const reasons = useText(reasonTexts);
	const { number, relative } = useFormat();
	const at = (time: string | null) => (time === null ? t.never : relative(time, now));
	const { disabled_reason: reason, failing_since: since, next_probe_at: probe } = webhook;
	return (
		<Card title={t.health}>
			{webhook.status === 'disabled' ? (
				<Notice tone="bad">
					{reason === null ? '' : `${reasons[reason]} `}
					{t.disabledSays}
				</Notice>
			) : null}
			{webhook.status === 'paused' ? <Notice tone="warn">{t.pausedSays}</Notice> : null}
			<Facts
				facts={[
					[said.state, <StateBadge key="state" webhook={webhook} />],
					[t.lastSuccess, at(webhook.last_success_at)],
					[t.lastFailure, at(webhook.last_failure_at)],
					...(webhook.consecutive_failures === 0
						? []
						: [[t.inARow, number(webhook.consecutive_failures)] as const]),
					...(since === null ? [] : [[t.since, relative(since, now)] as const]),
					...(webhook.last_error === null
						? []
						: [
								[
									said.lastError,
									<span key="error" className="break">
										<LocalText text={webhook.last_error_text} />
									</span>,
								] as const,
							]),
					...(probe === null ? [] : [[t.probe, relative(probe, now)] as const]),
				]}
			/>
		</Card>
	);
};
