import { z } from 'zod';
import { liveFrames } from '../live-stream.ts';
import { type Route, route } from '../route.ts';

const activitySchema = z
	.object({
		at: z.iso.datetime(),
		events: z.int(),
		deliveries: z.object({ succeeded: z.int(), failed: z.int(), dead_letter: z.int() }),
		sources: z.array(z.string()).describe('Those with news.'),
		subscriptions: z.array(z.string()).describe('Those with news.'),
	})
	.meta({ id: 'Activity', description: 'What happened since the frame before.' });

const liveRoute = route({
	method: 'get',
	path: '/v1/live',
	tag: 'Statistics',
	summary: 'Follow what happens',
	description:
		'Server-sent events: at most one `activity` a second, only when something happened; a comment every 15 seconds. Over all replicas. Ends when the credentials do.',
	scope: 'read',
	responses: {
		200: {
			description: 'A stream of frames; the data of each is an Activity.',
			contentType: 'text/event-stream',
			schema: activitySchema,
		},
	},
	handle: async ({ context, caller }) => ({
		status: 200,
		headers: {
			'content-type': 'text/event-stream; charset=utf-8',
			'cache-control': 'no-store, no-transform',
			// A stop would wait for the connection to be used no more.
			connection: 'close',
			// Or nginx gathers frames until they fill a buffer.
			'x-accel-buffering': 'no',
		},
		stream: liveFrames(context, caller),
	}),
});

export const liveRoutes: readonly Route[] = [liveRoute];
