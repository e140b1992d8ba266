import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answer, api } from '../../api/client.ts';
import { every, longestPage } from '../../api/every.ts';
import type { components } from '../../api/schema.ts';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { type Webhook, webhooksKey } from './webhook.ts';

export type EventType = components['schemas']['EventType'];

const readAll = (): Promise<readonly Webhook[]> =>
	every((cursor) =>
		answer(api.GET('/v1/subscriptions', { params: { query: { limit: longestPage, cursor } } })),
	);

export const useWebhooks = () => useQuery({ queryKey: [...webhooksKey, 'list'], queryFn: readAll });

export const useWebhook = (id: string) =>
	useQuery({
		queryKey: [...webhooksKey, 'one', id],
		queryFn: () => answer(api.GET('/v1/subscriptions/{id}', { params: { path: { id } } })),
	});

const hourMs = 3_600_000;
export const spans = { day: 24 * hourMs, week: 168 * hourMs } as const;

/** How each fares, by its id. Only those that had attempts are there. */
export const useRates = (span: keyof typeof spans) =>
	useQuery({
		queryKey: [...webhooksKey, 'rates', span],
		queryFn: async () => {
			const since = new Date(Date.now() - spans[span]).toISOString();
			const { data } = await answer(
				api.GET('/v1/statistics/subscriptions', { params: { query: { since } } }),
			);
			return new Map(data.map((each) => [each.subscription_id, each]));
		},
		structuralSharing: false,
	});

export const useSources = () =>
	useQuery({
		queryKey: [...webhooksKey, 'sources'],
		queryFn: () =>
			every((cursor) =>
				answer(api.GET('/v1/sources', { params: { query: { limit: longestPage, cursor } } })),
			),
	});

/** What every vendor can send; it changes only with the service. */
export const useEventTypes = () =>
	useQuery({
		queryKey: [...webhooksKey, 'event-types'],
		queryFn: async () => (await answer(api.GET('/v1/event-types'))).data,
		staleTime: Number.POSITIVE_INFINITY,
	});

export const useVendors = () =>
	useQuery({
		queryKey: [...webhooksKey, 'vendors'],
		queryFn: async () => (await answer(api.GET('/v1/vendors'))).data,
		staleTime: Number.POSITIVE_INFINITY,
	});

export type TypeNames = {
	/** For people: `Call completed`; `null` for a type that the catalogue does not have. */
	readonly labelOf: (type: string) => string | null;
	readonly vendorOf: (type: string) => string;
};

const vendorIdOf = (type: string): string => type.slice(0, Math.max(0, type.indexOf('.')));

/** What event types and vendors are called, in the user's language. */
export const useTypeNames = (): TypeNames => {
	const spoken = useKept(language);
	const types = useEventTypes().data;
	const vendors = useVendors().data;
	return useMemo(() => {
		const labels = new Map(types?.map(({ type, label }) => [type, label[spoken]]));
		const names = new Map(vendors?.map(({ id, name }) => [id, name]));
		return {
			labelOf: (type) => labels.get(type) ?? null,
			vendorOf: (type) => names.get(vendorIdOf(type)) ?? vendorIdOf(type),
		};
	}, [spoken, types, vendors]);
};

/** The webhooks there are, by id; undefined while that is not known. */
export const useWebhooksById = (): ReadonlyMap<string, Webhook> | undefined => {
	const { data } = useWebhooks();
	return useMemo(
		() => (data === undefined ? undefined : new Map(data.map((each) => [each.id, each]))),
		[data],
	);
};
