import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Card } from '../../components/page.tsx';
import { Badge, type Tone } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { LocalText } from '../../text/local-text.tsx';
import { useText } from '../../text/texts.ts';
import { hookState } from './hook-state.ts';
import type { Source, Subscription } from './queries.ts';
import { hookStatusTexts, overviewTexts, sourceStatusTexts } from './texts.ts';

/** Troubled ones come first; the rest is on the page of its own. */
const shownAtMost = 6;

const HealthCard = ({
	title,
	all,
	empty,
	children,
}: {
	readonly title: string;
	readonly all: string;
	readonly empty: string;
	readonly children: readonly ReactNode[];
}) => {
	const t = useText(overviewTexts);
	return (
		<Card
			title={title}
			actions={
				<Link href={all} className="small" aria-label={`${t.all}: ${title}`}>
					{t.all}
				</Link>
			}
		>
			{children.length === 0 ? (
				<p className="soft">{empty}</p>
			) : (
				<ul className="lines">{children.slice(0, shownAtMost)}</ul>
			)}
		</Card>
	);
};

const sourceTones: Readonly<Record<Source['health']['status'], Tone>> = {
	ok: 'good',
	waiting: 'calm',
	silent: 'warn',
	rejecting: 'bad',
};
const sourceOrder = ['rejecting', 'silent', 'ok', 'waiting'] as const;

const SourceLine = ({ source }: { readonly source: Source }) => {
	const t = useText(overviewTexts);
	const statuses = useText(sourceStatusTexts);
	const { relative } = useFormat();
	const { health } = source;
	const left = health.failures_until_vendor_disables ?? health.rejections_until_vendor_disables;
	return (
		<li>
			<div>
				<Link href={`/sources/${source.id}`} className="break">
					{source.name}
				</Link>
				<div className="small soft">
					{health.last_event_at === null
						? t.noEvent
						: t.lastEvent(relative(health.last_event_at, Date.now()))}
					{health.consecutive_rejections > 0
						? ` · ${t.rejections(health.consecutive_rejections)}`
						: ''}
					{health.consecutive_rejections > 0 && left !== null ? ` · ${t.untilDisabled(left)}` : ''}
				</div>
			</div>
			<Badge tone={sourceTones[health.status]}>{statuses[health.status]}</Badge>
		</li>
	);
};

export const SourceHealth = ({ sources }: { readonly sources: readonly Source[] }) => {
	const t = useText(overviewTexts);
	const sorted = sources.toSorted(
		(a, b) => sourceOrder.indexOf(a.health.status) - sourceOrder.indexOf(b.health.status),
	);
	return (
		<HealthCard title={t.sources} all="/sources" empty={t.noSources}>
			{sorted.map((source) => (
				<SourceLine key={source.id} source={source} />
			))}
		</HealthCard>
	);
};

const hookTones = { active: 'good', paused: 'warn', disabled: 'bad', failing: 'bad' } as const;
const hookOrder = ['disabled', 'failing', 'paused', 'active'] as const;

const HookLine = ({ hook }: { readonly hook: Subscription }) => {
	const t = useText(overviewTexts);
	const statuses = useText(hookStatusTexts);
	const { compact } = useFormat();
	const state = hookState(hook);
	return (
		<li>
			<div>
				<Link href={`/webhooks/${hook.id}`} className="break">
					{hook.name ?? hook.client?.workflow_name ?? t.unnamed}
				</Link>
				<div className="small soft break">
					{t.deliveriesCount(compact(hook.deliveries_count))}
					{state === 'active' || hook.last_error_text === null ? null : (
						<>
							{' · '}
							<LocalText text={hook.last_error_text} />
						</>
					)}
				</div>
			</div>
			<Badge tone={hookTones[state]}>{statuses[state]}</Badge>
		</li>
	);
};

export const HookHealth = ({ hooks }: { readonly hooks: readonly Subscription[] }) => {
	const t = useText(overviewTexts);
	const sorted = hooks.toSorted(
		(a, b) => hookOrder.indexOf(hookState(a)) - hookOrder.indexOf(hookState(b)),
	);
	return (
		<HealthCard title={t.webhooks} all="/webhooks" empty={t.noWebhooks}>
			{sorted.map((hook) => (
				<HookLine key={hook.id} hook={hook} />
			))}
		</HealthCard>
	);
};
