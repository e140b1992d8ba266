import { z } from 'zod';
import { scopes } from '../../domain/types.ts';
import { type Actor, type Route, route } from '../route.ts';

const whoIs = (actor: Actor) => {
	if (actor.kind === 'member') {
		const { id, name } = actor.member;
		return { name, shown: { member: { id, name } } };
	}
	const { id, name, hint } = actor.key;
	return { name, shown: { key: { id, name, hint } } };
};

const me = route({
	method: 'get',
	path: '/v1/me',
	tag: 'Account',
	summary: 'Who calls',
	description:
		'The connection test. For a member who is signed in, `member` takes the place of `key`. `account_name` is what platforms show as the connection label.',
	scope: 'any',
	responses: {
		200: {
			description: 'The organisation and the key, or the member.',
			schema: z
				.object({
					account_name: z.string(),
					organisation: z.object({ id: z.string(), name: z.string() }),
					key: z.object({ id: z.string(), name: z.string(), hint: z.string() }).optional(),
					member: z.object({ id: z.string(), name: z.string() }).optional(),
					scopes: z.array(z.enum(scopes)),
				})
				.meta({ id: 'Me' }),
		},
	},
	handle: async ({ context, caller }) => {
		const organisation = context.directory.organisation(caller.orgId);
		if (organisation === undefined) throw new Error(`${caller.orgId} is no organisation.`);
		const { id, name } = organisation;
		const who = whoIs(caller.actor);
		return {
			status: 200,
			body: {
				account_name: `${name} (${who.name})`,
				organisation: { id, name },
				...who.shown,
				scopes: caller.scopes,
			},
		};
	},
});

export const meRoutes: readonly Route[] = [me];
