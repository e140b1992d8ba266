/** Their values open doors elsewhere: who may look at a request sees that they came. */
const secretHeader =
	/(?:^|-)(?:authorization|auth|cookie|token|secret|password|api-?key|access-key|credentials?)(?:-|$)/;
const redacted = '[redacted]';

/** The headers of a request that reached the service (lower-case names), as people may see them. */
export const shownHeaders = (
	headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			secretHeader.test(name) ? redacted : value,
		]),
	);
