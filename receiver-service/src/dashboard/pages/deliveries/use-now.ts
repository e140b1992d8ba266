import { useEffect, useState } from 'react';

/** The time, told again every so often, for what says `in two minutes`. */
export const useNow = (everyMs: number): number => {
	const [now, tell] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => tell(Date.now()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return now;
};
