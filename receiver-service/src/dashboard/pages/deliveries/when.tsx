import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import type { Delivery } from './delivery.ts';
import { deliveryTexts } from './texts.ts';

/** How long ago, and to the second on hovering. */
export const Ago = ({ at, now }: { readonly at: string; readonly now: number }) => {
	const { relative, dateTime } = useFormat();
	return (
		<time className="nowrap" dateTime={at} title={dateTime(at)}>
			{relative(at, now)}
		</time>
	);
};

/** When the next attempt is, in words; null once there is none. */
export const useNextAttempt = (): ((delivery: Delivery, now: number) => string | null) => {
	const t = useText(deliveryTexts);
	const { relative } = useFormat();
	return ({ status, next_attempt_at: next }, now) => {
		if (status === 'held') return t.heldSays;
		if (status !== 'pending' || next === null) return null;
		return new Date(next).getTime() <= now ? t.anyMoment : relative(next, now);
	};
};
