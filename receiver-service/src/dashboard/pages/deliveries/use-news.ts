import { useState } from 'react';
import { useLive } from '../../api/live.ts';

/** Whether something was on its way since the list shown was read: `of` names that list. */
export const useNews = (of: string, subscriptionId: string): boolean => {
	const [heard, hear] = useState<string | null>(null);
	useLive(({ events, deliveries, subscriptions }) => {
		const concerned = subscriptionId === '' || subscriptions.includes(subscriptionId);
		const some = events + deliveries.succeeded + deliveries.failed + deliveries.dead_letter;
		if (concerned && some > 0) hear(of);
	});
	return heard === of;
};
