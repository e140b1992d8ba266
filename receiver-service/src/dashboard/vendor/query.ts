import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { every, longestPage } from '../api/every.ts';
import type { components } from '../api/schema.ts';

export type Vendor = components['schemas']['Vendor'];
export type EventType = components['schemas']['EventType'];
export type Field = components['schemas']['Field'];
export type Source = components['schemas']['Source'];
export type Message = components['schemas']['Message'];
export type Delivery = components['schemas']['Delivery'];

export const sourcesKey = ['sources'] as const;
export const messagesKey = ['messages'] as const;
export const receiptsKey = ['receipts'] as const;
export const sandboxKey = ['sandbox'] as const;

/** Declared in code, but for the samples that sources capture. */
const rarelyChanging = { staleTime: 60_000, refetchOnWindowFocus: false } as const;

export const useVendors = () =>
	useQuery({
		queryKey: ['vendors'],
		queryFn: () => answer(api.GET('/v1/vendors')),
		...rarelyChanging,
	});

export const useEventTypes = () =>
	useQuery({
		queryKey: ['event-types'],
		queryFn: async () => (await answer(api.GET('/v1/event-types'))).data,
		...rarelyChanging,
	});

/** The webhooks that an event can go to. */
export const useWebhookChoices = (enabled = true) =>
	useQuery({
		queryKey: ['webhooks', 'choices'],
		queryFn: () =>
			every((cursor) =>
				answer(api.GET('/v1/subscriptions', { params: { query: { limit: longestPage, cursor } } })),
			),
		select: (webhooks) =>
			webhooks
				.filter(({ mode }) => mode === 'live')
				.map(({ id, name, url }) => ({ value: id, label: name ?? url })),
		enabled,
	}).data ?? [];

/** For names and choices. */
export const useSources = () =>
	useQuery({
		queryKey: [...sourcesKey, 'all'],
		queryFn: () =>
			every((cursor) =>
				answer(api.GET('/v1/sources', { params: { query: { limit: longestPage, cursor } } })),
			),
	});

export const useSource = (id: string) =>
	useQuery({
		queryKey: [...sourcesKey, id],
		queryFn: () => answer(api.GET('/v1/sources/{id}', { params: { path: { id } } })),
		enabled: id !== '',
	});
