export type { SigningKey } from './hmac.ts';
export * from './scheme.ts';
export {
	derivedSecret,
	isWhsec,
	newSecret,
	type Secret,
	signatureKey,
	signingRoot,
} from './secret.ts';
export { type SignInput, sign, signAll } from './sign.ts';
export { canonicalJson, type SignedRequest, type Verdict, verify } from './verify.ts';
