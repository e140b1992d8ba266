import jwt from 'jsonwebtoken';
import type { ApiKey } from '../domain/types.ts';
import type { Context } from '../pipeline/context.ts';

/** Contract, "Authentication". */
export const accessTokenSeconds = 900;

// Pinned on both sides: a token that names another algorithm is not ours (RFC 8725 §3.1).
const algorithm = 'HS256';
const issuer = 'voicehooks';
const audience = 'voicehooks/v1';

type Part = Pick<Context, 'vault' | 'clock'>;

const unixSeconds = ({ clock }: Part): number => Math.floor(clock.now() / 1_000);

/** Makes an access token that stands for the key while the key lives, at most 15 minutes. */
export const issueAccessToken = (context: Part, key: ApiKey): string => {
	const issuedAt = unixSeconds(context);
	const claims = { sub: key.id, iat: issuedAt, exp: issuedAt + accessTokenSeconds };
	return jwt.sign(claims, context.vault.tokenKey(), { algorithm, issuer, audience });
};

/** The id of the key a token stands for; null when the token is not ours or its time is over. */
export const keyIdOfAccessToken = (context: Part, token: string): string | null => {
	try {
		const claims = jwt.verify(token, context.vault.tokenKey(), {
			algorithms: [algorithm],
			issuer,
			audience,
			clockTimestamp: unixSeconds(context),
		});
		return typeof claims === 'object' && typeof claims.sub === 'string' ? claims.sub : null;
	} catch (fault) {
		if (fault instanceof jwt.JsonWebTokenError) return null;
		throw fault;
	}
};
