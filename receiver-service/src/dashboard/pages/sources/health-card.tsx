import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Card, Facts } from '../../components/page.tsx';
import { Badge, Notice } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Source, Vendor } from '../../vendor/query.ts';
import { failuresLeft, signingOf, stateOf, stateTones } from './health.ts';
import { healthTexts, sourcesTexts } from './texts.ts';

type Props = { readonly source: Source; readonly vendor: Vendor };

/** What a person should know of a source, or do about it. */
const Warnings = ({ source, vendor }: Props) => {
	const t = useText(healthTexts);
	const { relative } = useFormat();
	const { health } = source;
	const state = stateOf(source);
	const left = failuresLeft(health);
	const signing = signingOf(source, vendor);
	return (
		<>
			{state === 'off' ? <Notice tone="warn">{t.offSays}</Notice> : null}
			{state === 'waiting' ? <Notice>{t.waitingSays}</Notice> : null}
			{state === 'silent' && health.last_event_at !== null ? (
				<Notice tone="warn">{t.silentSays(relative(health.last_event_at, Date.now()))}</Notice>
			) : null}
			{state === 'rejecting' ? (
				<Notice tone="bad">
					{t.rejectingSays(health.consecutive_rejections)}{' '}
					<Link href={`/receipts?outcome=rejected&source_id=${source.id}`}>{t.receipts}</Link>
				</Notice>
			) : null}
			{left === null ? null : (
				<Notice tone="bad">
					{left === 0 ? t.disabled(vendor.name) : t.disablesSoon(left, vendor.name)}
				</Notice>
			)}
			{signing === 'unverified' ? <Notice tone="warn">{t.noSecret}</Notice> : null}
			{signing === 'unsigned' ? <Notice tone="warn">{t.neverSigned(vendor.name)}</Notice> : null}
		</>
	);
};

export const HealthCard = ({ source, vendor }: Props) => {
	const t = useText(healthTexts);
	const list = useText(sourcesTexts);
	const { dateTime, number } = useFormat();
	const { health, silence_alarm_hours: alarm } = source;
	const state = stateOf(source);
	const facts: readonly (readonly [string, ReactNode])[] = [
		[
			t.state,
			<Badge key="state" tone={stateTones[state]}>
				{list[state]}
			</Badge>,
		],
		[list.lastEvent, health.last_event_at === null ? list.never : dateTime(health.last_event_at)],
		...(health.last_rejection_at === null
			? []
			: [[t.lastRejection, dateTime(health.last_rejection_at)] as const]),
		[t.alarm, alarm === null ? t.alarmOff : t.alarmAfter(number(alarm))],
	];
	return (
		<Card title={list.health}>
			<Warnings source={source} vendor={vendor} />
			<Facts facts={facts} />
			<div>
				<Link href={`/events?source_id=${source.id}`}>{t.events}</Link>
			</div>
		</Card>
	);
};
