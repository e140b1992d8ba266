import { createHmac, createSecretKey, randomUUID } from 'node:crypto';

const sentence = 'The caller wants to bring the car in for an inspection of the brakes. ';
/** What an event weighs besides its summary, in bytes. */
const frameBytes = 520;
const usualBytes = 1_080;

/** Makes signed events of about so many bytes, each a whole HTTP request. */
export const eventMaker = (
	url: string,
	secret: string,
	bytes: number = usualBytes,
): (() => string) => {
	const { host, pathname } = new URL(url);
	const key = createSecretKey(Buffer.from(secret));
	const summary = sentence.repeat(Math.max(1, Math.round((bytes - frameBytes) / sentence.length)));
	return () => {
		const now = new Date();
		const body = JSON.stringify({
			event: 'call.completed',
			timestamp: now.toISOString(),
			organization_id: '6f2b8f1e-5f0a-4b5e-9d5d-0d6a3c1f9a10',
			delivery_id: randomUUID(),
			data: {
				call_id: randomUUID(),
				caller_phone: '+33612345678',
				caller_name: 'Dave',
				caller_email: 'dave@example.com',
				duration_seconds: 55,
				summary,
				intent: 'book appointment',
				urgency: 'medium',
				recording_url: 'https://example.com/recording.mp3',
				started_at: '2026-02-24T20:59:00Z',
				ended_at: '2026-02-24T21:00:00Z',
			},
		});
		const timestamp = Math.floor(now.getTime() / 1_000);
		const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
		return (
			`POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
			`x-inboundflow-event: call.completed\r\nx-inboundflow-timestamp: ${timestamp}\r\n` +
			`x-inboundflow-signature: sha256=${signature}\r\n` +
			`content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
		);
	};
};
