import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { components } from '../../api/schema.ts';

export type Statistics = components['schemas']['Statistics'];
export type Source = components['schemas']['Source'];
export type Subscription = components['schemas']['Subscription'];
export type AlertEvent = components['schemas']['AlertEvent'];

export type Span = 'hour' | 'day' | 'week' | 'month';

const hourMs = 3_600_000;
/** A point for each step: enough to see a shape, few enough to read. */
const spans = {
	hour: { ms: hourMs, step: 'minute' },
	day: { ms: 24 * hourMs, step: 'hour' },
	week: { ms: 168 * hourMs, step: 'hour' },
	month: { ms: 720 * hourMs, step: 'day' },
} as const;

export const overviewKey = ['overview'] as const;

/** Of everything, or of one webhook. */
export const useStatistics = (key: readonly string[], span: Span, subscriptionId?: string) =>
	useQuery({
		queryKey: [...key, span],
		queryFn: () => {
			const { ms, step } = spans[span];
			const since = new Date(Date.now() - ms).toISOString();
			const query = { since, step, subscription_id: subscriptionId };
			return answer(api.GET('/v1/statistics', { params: { query } }));
		},
		placeholderData: keepPreviousData,
		refetchInterval: 60_000,
	});

/** The newest are enough for a look; the pages of their own have all. */
const few = 100;

export const useSources = () =>
	useQuery({
		queryKey: [...overviewKey, 'sources'],
		queryFn: () => answer(api.GET('/v1/sources', { params: { query: { limit: few } } })),
	});

export const useSubscriptions = () =>
	useQuery({
		queryKey: [...overviewKey, 'subscriptions'],
		queryFn: () => answer(api.GET('/v1/subscriptions', { params: { query: { limit: few } } })),
	});

export const useOpenAlerts = () =>
	useQuery({
		queryKey: [...overviewKey, 'alerts'],
		queryFn: async () => {
			const page = await answer(api.GET('/v1/alert-events', { params: { query: { limit: few } } }));
			return page.data.filter(({ resolved_at }) => resolved_at === null);
		},
		refetchInterval: 15_000,
	});
