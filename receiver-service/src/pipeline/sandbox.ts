import type { SandboxRequest } from '../domain/types.ts';
import type { Context } from './context.ts';
import { personalInText } from './personal-in.ts';
import { sandboxVerdict } from './sandbox-verdict.ts';
import { shownHeaders } from './shown-headers.ts';
import { subjectsOf } from './subjects.ts';

/** Contract: "500 items of 256 KB, 24 h" (retention.ts sees to the last). */
const keptRequests = 500;
const keptBodyBytes = 256 * 1024;

export type SandboxDelivery = {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};

/**
 * What the organisation's own endpoint does with a request, by network or handed over in process:
 * keeps it with a verdict on its signature. Answers the HTTP status.
 */
export const receiveInSandbox = async (
	context: Context,
	orgId: string,
	delivery: SandboxDelivery,
): Promise<number> => {
	const headers = Object.fromEntries(
		Object.entries(delivery.headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	const whole = Buffer.from(delivery.body);
	const body = whole.subarray(0, keptBodyBytes).toString();
	const request: SandboxRequest = {
		id: context.newId('sbx'),
		orgId,
		receivedAt: context.clock.now(),
		method: delivery.method,
		headers: shownHeaders(headers),
		body,
		truncated: whole.length > keptBodyBytes,
		verdict: sandboxVerdict(context, orgId, headers, whole),
		subjects: subjectsOf(context, orgId, personalInText(body)),
	};
	await context.store.addSandboxRequest(request, keptRequests);
	return 200;
};
