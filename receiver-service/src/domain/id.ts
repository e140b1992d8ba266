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
	| 'call';

/** Crockford's base 32: sorts as bytes do and has no letter that reads as another. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;
const tailCharacters = 16;
/** Asking the system for randomness costs more than making an id. */
const seedsDrawnAtOnce = 64;

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
 * Makes ids that sort by time, then by order of making: 48 bits of time and 80 random bits, as a
 * ULID has (github.com/ulid/spec), counting up within a millisecond.
 */
export const createIdMaker = (
	now: () => number,
	randomBytes: (count: number) => Uint8Array,
): IdMaker => {
	let lastTime = -1;
	let timeText = '';
	const tail = new Uint8Array(tailCharacters);
	let pool: Uint8Array = new Uint8Array(0);
	const reseed = () => {
		if (pool.length === 0) pool = randomBytes(tailCharacters * seedsDrawnAtOnce);
		for (let index = 0; index < tailCharacters; index += 1) tail[index] = (pool[index] ?? 0) % 32;
		pool = pool.subarray(tailCharacters);
		// Room to count up without overflow.
		tail[0] = (tail[0] ?? 0) % 16;
	};
	const increment = () => {
		for (let index = tailCharacters - 1; index >= 0; index -= 1) {
			const value = tail[index] ?? 0;
			if (value < 31) {
				tail[index] = value + 1;
				return;
			}
			tail[index] = 0;
		}
	};
	return (prefix) => {
		const time = Math.max(now(), lastTime);
		if (time === lastTime) increment();
		else {
			lastTime = time;
			timeText = encodeTime(time);
			reseed();
		}
		let text = '';
		for (const value of tail) text += alphabet[value];
		return `${prefix}_${timeText}${text}`;
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
