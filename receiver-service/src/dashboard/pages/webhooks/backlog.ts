import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { deliveriesKey } from '../deliveries/delivery.ts';
import { actTexts } from './texts.ts';
import type { Webhook } from './webhook.ts';

const countedAtMost = 100;

/** How many of its deliveries wait, in words; undefined while that is not known. */
export const useBacklog = (
	{ id }: Pick<Webhook, 'id'>,
	status: readonly ('pending' | 'held')[],
): { readonly count: number; readonly said: string } | undefined => {
	const t = useText(actTexts);
	const { number } = useFormat();
	const { data } = useQuery({
		queryKey: [...deliveriesKey, 'backlog', id, status],
		queryFn: () =>
			answer(
				api.GET('/v1/deliveries', {
					params: { query: { subscription_id: id, status: [...status], limit: countedAtMost } },
				}),
			),
	});
	if (data === undefined) return undefined;
	const count = data.data.length;
	return { count, said: data.has_more ? t.moreThan(count) : number(count) };
};
