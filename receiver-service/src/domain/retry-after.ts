/** A target may ask for at most a day (contract, "Delivery"). */
export const maxRetryAfterMs = 24 * 60 * 60 * 1_000;

const secondsForm = /^\d{1,10}$/;
/** The three date forms of RFC 9110 §5.6.7 begin with the name of the day. */
const dateForm = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Milliseconds a `Retry-After` asks to wait from `now` (RFC 9110 §10.2.3: seconds, or an HTTP
 * date), at most a day. Null when it is absent or not understood.
 */
export const retryAfterMs = (value: string | undefined, now: number): number | null => {
	const text = value?.trim();
	if (text === undefined || text === '') return null;
	if (secondsForm.test(text)) return Math.min(Number(text) * 1_000, maxRetryAfterMs);
	if (!dateForm.test(text)) return null;
	// asctime-date has no zone, and HTTP dates are always in GMT.
	const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	if (Number.isNaN(at)) return null;
	return Math.min(Math.max(at - now, 0), maxRetryAfterMs);
};
