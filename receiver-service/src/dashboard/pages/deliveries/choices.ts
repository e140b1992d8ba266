import { useMemo } from 'react';
import type { Choice } from '../../components/select.tsx';
import { useText } from '../../text/texts.ts';
import { useEventTypes, useTypeNames, useWebhooks } from '../webhooks/queries.ts';
import { nameOf } from '../webhooks/webhook.ts';
import { deliveryTexts } from './texts.ts';

/** The event types one can ask for, each vendor's as a whole first. */
export const useTypeChoices = (): readonly Choice<string>[] => {
	const t = useText(deliveryTexts);
	const types = useEventTypes().data;
	const { labelOf, vendorOf } = useTypeNames();
	return useMemo(() => {
		const vendors = [...new Set(types?.map(({ vendor }) => vendor))];
		return vendors.flatMap((vendor) => [
			{ value: `${vendor}.*`, label: t.allOf(vendorOf(`${vendor}.*`)) },
			...(types ?? [])
				.filter((each) => each.vendor === vendor)
				.map(({ type }) => ({
					value: type,
					label: `${vendorOf(type)} · ${labelOf(type) ?? type}`,
				})),
		]);
	}, [types, labelOf, vendorOf, t]);
};

/** The webhooks there are; one that is asked for and gone is named by its id. */
export const useWebhookChoices = (asked: string): readonly Choice<string>[] => {
	const t = useText(deliveryTexts);
	const webhooks = useWebhooks().data;
	return useMemo(() => {
		const found = (webhooks ?? []).map((each) => ({ value: each.id, label: nameOf(each) }));
		const isGone = asked !== '' && !found.some(({ value }) => value === asked);
		return [
			{ value: '', label: t.anyWebhook },
			...found,
			...(isGone ? [{ value: asked, label: asked }] : []),
		];
	}, [webhooks, asked, t]);
};
