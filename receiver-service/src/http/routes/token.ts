import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { accessTokenSeconds, issueAccessToken } from '../access-token.ts';
import { liveKeyOf } from '../authentication.ts';
import { type PublicRoute, publicRoute } from '../route.ts';

const token = publicRoute({
	method: 'post',
	path: '/v1/token',
	tag: 'Account',
	summary: 'Exchange an API key for a short-lived access token',
	description:
		'The token stands for its key: it has the same scopes and ends at once when the key is revoked. It can make neither keys nor tokens.',
	limitedByAddress: true,
	example: { api_key: 'vhk_…' },
	body: z.strictObject({ api_key: z.string().min(1).max(256) }),
	responses: {
		200: {
			description: 'The access token, for `Authorization: Bearer`.',
			schema: z
				.object({
					access_token: z.string(),
					token_type: z.literal('Bearer'),
					expires_in: z.int().describe('Seconds.'),
				})
				.meta({ id: 'AccessToken' }),
		},
	},
	handle: async ({ context, body }) => {
		const key = liveKeyOf(context, body.api_key);
		if (key === null) throw new Refusal('credentials_invalid');
		return {
			status: 200,
			body: {
				access_token: issueAccessToken(context, key),
				token_type: 'Bearer',
				expires_in: accessTokenSeconds,
			},
		};
	},
});

export const tokenRoutes: readonly PublicRoute[] = [token];
