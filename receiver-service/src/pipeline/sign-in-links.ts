import { hash } from 'node:crypto';
import type { Member, SignInLink } from '../domain/types.ts';
import type { Random } from '../ports.ts';
import type { Context } from './context.ts';

/** 256 random bits: a fast hash is enough to store it, and guessing is hopeless. */
const tokenBytes = 32;
const linkHours = 24;

/** SHA-256, hex: how tokens of links and sessions stand in the database. */
export const tokenHash = (token: string): string => hash('sha256', token, 'hex');

export type NewSignInLink = { readonly link: SignInLink; readonly url: string };

/** A link that signs a member in once. Its token is a fragment: no log of requests ever has it. */
export const newSignInLink = (
	random: Random,
	publicUrl: string,
	{ id, orgId }: Pick<Member, 'id' | 'orgId'>,
	now: number,
): NewSignInLink => {
	const token = random.bytes(tokenBytes).toString('base64url');
	return {
		link: {
			hash: tokenHash(token),
			orgId,
			memberId: id,
			createdAt: now,
			expiresAt: now + linkHours * 3_600_000,
		},
		url: `${publicUrl}/sign-in#${token}`,
	};
};

/** Makes such a link and keeps its hash. */
export const createSignInLink = async (
	{ clock, config, random, store }: Pick<Context, 'clock' | 'config' | 'random' | 'store'>,
	member: Pick<Member, 'id' | 'orgId'>,
): Promise<NewSignInLink> => {
	const made = newSignInLink(random, config.publicUrl, member, clock.now());
	await store.addSignInLink(made.link);
	return made;
};
