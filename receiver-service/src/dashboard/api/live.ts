import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { atMostEvery } from './at-most-every.ts';
import { keepOneStream } from './live-stream.ts';
import type { components } from './schema.ts';

export type Activity = components['schemas']['Activity'];

const stream = keepOneStream<Activity>('/v1/live', 'activity');

/** Hears what happens, at most once a second, while the component is shown. */
export const useLive = (hear: (activity: Activity) => void): void => {
	const latest = useRef(hear);
	latest.current = hear;
	useEffect(() => stream.listen((activity) => latest.current(activity)), []);
};

/** Asks again for what the keys name after something happened, at most every `everyMs`. */
export const useLiveQueries = (
	keys: readonly QueryKey[],
	{ everyMs = 2_000, when = true }: { everyMs?: number; when?: boolean } = {},
): void => {
	const client = useQueryClient();
	const latest = useRef({ keys, when });
	latest.current = { keys, when };
	const reading = useMemo(
		() =>
			atMostEvery(everyMs, () => {
				if (!latest.current.when) return;
				for (const queryKey of latest.current.keys) client.invalidateQueries({ queryKey });
			}),
		[client, everyMs],
	);
	useLive(reading.ask);
	useEffect(() => reading.cancel, [reading]);
};
