/** Prefixes of the contract's ids. */
export type IdPrefix =
	| 'org'
	| 'key'
	| 'src'
	| 'sec'
	| 'rcp'
	| 'msg'
	| 'sub'
	| 'dlv'
	| 'att'
	| 'sbx'
	| 'alr'
	| 'ale'
	| 'call'
	| 'mem'
	| 'ses'
	| 'aud';

/** Crockford's base 32: sorts as bytes do and has no letter that reads as another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;
/** The random part: a head that stays within a millisecond, and a counter behind it. */
const headCharacters = 12;
const counterCharacters = 4;
const counters = 32 ** counterCharacters;
const seedBytes = headCharacters + 3;
/** Asking the system for randomness costs more than making an id. */
const seedsDrawnAtOnce = 64;

/** Every two characters, so that a counter is two look-ups. */
const pairs: readonly string[] = [...alphabet].flatMap((first) =>
	[...alphabet].map((second) => first + second),
);
const counterText = (counter: number): string =>
	`${pairs[counter >>> 10]}${pairs[counter & 1_023]}`;

const encodeTime = (milliseconds: number): string => {
	let text = '';
	let rest = milliseconds;
	for (let position = 0; position < timeCharacters; position += 1) {
		text = alphabet[rest % 32] + text;
		rest = Math.floor(rest / 32);
	}
	return text;
};

export type IdMaker = (prefix: IdPrefix) => string;

/**
 * Makes ids that sort by time, then by order of making: 48 bits of time and 79 random bits, much
 * as a ULID has (github.com/ulid/spec), counting up within a millisecond.
 */
export const createIdMaker = (
	now: () => number,
	randomBytes: (count: number) => Uint8Array,
): IdMaker => {
	let lastTime = -1;
	let start = '';
	let counter = 0;
	let pool: Uint8Array = new Uint8Array(0);
	const reseed = (time: number) => {
		if (pool.length === 0) pool = randomBytes(seedBytes * seedsDrawnAtOnce);
		start = encodeTime(time);
		for (const byte of pool.subarray(0, headCharacters)) start += alphabet[byte % 32];
		const [high = 0, middle = 0, low = 0] = pool.subarray(headCharacters, seedBytes);
		// The upper half stays free: room to count up.
		counter = (((high << 16) | (middle << 8) | low) >>> 0) % (counters / 2);
		pool = pool.subarray(seedBytes);
	};
	return (prefix) => {
		const time = Math.max(now(), lastTime);
		counter += 1;
		if (time !== lastTime || counter === counters) {
			// A millisecond whose counter is used up borrows from the next.
			lastTime = time === lastTime ? time + 1 : time;
			reseed(lastTime);
		}
		return `${prefix}_${start}${counterText(counter)}`;
	};
};

/** Unix milliseconds an id was made at. */
export const timeOfId = (id: string): number => {
	let time = 0;
	for (const character of id.slice(id.indexOf('_') + 1).slice(0, timeCharacters)) {
		time = time * 32 + alphabet.indexOf(character);
	}
	return time;
};

/** The first id, in their order, that can be made at a time (unix milliseconds). */
export const firstIdAt = (prefix: IdPrefix, milliseconds: number): string =>
	`${prefix}_${encodeTime(Math.max(0, milliseconds))}`;
