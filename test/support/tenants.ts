import { hash, randomBytes } from 'node:crypto';
import { scopes as allScopes, type Scope } from '../../receiver-service/src/domain/types.ts';
import type { Context } from '../../receiver-service/src/pipeline/context.ts';
import { createKey } from '../../receiver-service/src/pipeline/keys.ts';

/** Adds an organisation beside the default one, with a key of every scope. */
export const addTenant = async (
	context: Context,
): Promise<{ readonly orgId: string; readonly apiKey: string }> => {
	const token = randomBytes(24).toString('base64url');
	const organisation = {
		id: context.newId('org'),
		name: 'Neighbour',
		rateLimitPerSecond: 10_000,
		sandboxToken: context.vault.seal('sandbox_token', token),
		sandboxTokenHash: hash('sha256', token, 'hex'),
		createdAt: context.clock.now(),
	};
	await context.store.putOrganisation(organisation);
	context.directory.putOrganisation(organisation);
	return { orgId: organisation.id, apiKey: await addKey(context, organisation.id, allScopes) };
};

/** The default organisation of a test service. */
export const defaultOrgId = (context: Context): string => {
	const [first] = context.directory.organisations();
	if (first === undefined) throw new Error('There is no organisation.');
	return first.id;
};

/** Lifts the request limit, for tests that ask more than a person would. */
export const liftRateLimit = async (context: Context): Promise<void> => {
	const [first] = context.directory.organisations();
	if (first === undefined) throw new Error('There is no organisation.');
	const lifted = { ...first, rateLimitPerSecond: 100_000 };
	await context.store.putOrganisation(lifted);
	context.directory.putOrganisation(lifted);
};

/** A key with these scopes only; answers its text. */
export const addKey = async (
	context: Context,
	orgId: string,
	scopes: readonly Scope[],
): Promise<string> => (await createKey(context, { orgId, name: 'test', scopes })).text;
