import { z } from 'zod';
import { scopes } from '../../domain/types.ts';
import { type Route, route } from '../route.ts';

const me = route({
	method: 'get',
	path: '/v1/me',
	tag: 'Account',
	summary: 'Who this API key belongs to',
	description:
		'The connection test. `account_name` is what platforms show as the connection label.',
	scope: 'any',
	responses: {
		200: {
			description: 'The organisation and the key.',
			schema: z
				.object({
					account_name: z.string(),
					organisation: z.object({ id: z.string(), name: z.string() }),
					key: z.object({ id: z.string(), name: z.string(), hint: z.string() }),
					scopes: z.array(z.enum(scopes)),
				})
				.meta({ id: 'Me' }),
		},
	},
	handle: async ({ context, caller }) => {
		const organisation = context.directory.organisation(caller.orgId);
		if (organisation === undefined) throw new Error(`Key ${caller.key.id} has no organisation.`);
		const { id, name, hint } = caller.key;
		return {
			status: 200,
			body: {
				account_name: `${organisation.name} (${name})`,
				organisation: { id: organisation.id, name: organisation.name },
				key: { id, name, hint },
				scopes: caller.scopes,
			},
		};
	},
});

export const meRoutes: readonly Route[] = [me];
