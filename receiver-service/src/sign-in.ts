#!/usr/bin/env node
/**
 * Prints a fresh sign-in link for who is locked out, beside a running service or without one:
 * `npm run sign-in -- [e-mail address]`. Without an address it is for the first owner.
 */
import { systemRandom } from './adapters/random.ts';
import { openBeside } from './adapters/store/beside.ts';
import { ConfigError, parseConfig } from './config.ts';
import type { Member } from './domain/types.ts';
import { newSignInLink } from './pipeline/sign-in-links.ts';

/** The members that a link is for: one in each of their organisations. */
const meant = (members: readonly Member[], email: string | undefined): readonly Member[] =>
	email === undefined
		? members.filter(({ role }) => role === 'owner').slice(0, 1)
		: members.filter((member) => member.email === email.trim().toLowerCase());

const signIn = async (): Promise<void> => {
	const email = process.argv[2];
	const { databaseUrl, host, port, publicUrl } = parseConfig({
		...process.env,
		// Sealed values are none of its business.
		VOICEHOOKS_MASTER_KEY: process.env.VOICEHOOKS_MASTER_KEY || Buffer.alloc(32).toString('base64'),
	});
	if (publicUrl === null && port === 0) {
		throw new ConfigError(
			'PUBLIC_URL: is needed where PORT=0: set it to the address of the service',
		);
	}
	const beside = await openBeside(databaseUrl);
	try {
		const members = meant(await beside.members(), email);
		if (members.length === 0) {
			throw new Error(
				email === undefined
					? 'There is no owner yet: run npm start first.'
					: 'No member has this e-mail address. Without one, npm run sign-in is for the first owner.',
			);
		}
		for (const member of members) {
			const made = newSignInLink(
				systemRandom,
				publicUrl ?? `http://${host}:${port}`,
				member,
				Date.now(),
			);
			await beside.addSignInLink(made.link);
			process.stdout.write(`Sign in as ${member.name}, once, within 24 hours:\n  ${made.url}\n`);
		}
	} finally {
		await beside.close();
	}
};

try {
	await signIn();
} catch (fault) {
	process.stderr.write(`voicehooks: ${fault instanceof Error ? fault.message : String(fault)}\n`);
	process.exitCode = 1;
}
