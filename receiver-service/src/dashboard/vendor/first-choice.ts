/** What most people wait for: the end of a call. */
const preferred = ['call.ended', 'call.completed', 'candidate.interview.completed', 'cdr'];

/** The event that is proposed first. */
export const firstChoice = (events: readonly string[]): string =>
	preferred.find((event) => events.includes(event)) ?? events[0] ?? '';
