import { randomBytes } from 'node:crypto';
import { systemRandom } from '../../../receiver-service/src/adapters/random.ts';
import {
	createVault,
	indexKeyOf,
	SealBroken,
} from '../../../receiver-service/src/adapters/vault.ts';
import type { Sealed } from '../../../receiver-service/src/domain/types.ts';

const master = Buffer.alloc(32, 1);
const other = Buffer.alloc(32, 2);
const vault = createVault(master, systemRandom);

describe('the vault', () => {
	it('opens what it sealed', () => {
		const sealed = vault.seal('source_secret', 'clé secrète');
		expect(sealed).not.toContain('secr');
		expect(vault.open('source_secret', sealed)).toBe('clé secrète');
	});

	it('seals the same text differently each time', () => {
		expect(vault.seal('source_secret', 'x')).not.toBe(vault.seal('source_secret', 'x'));
	});

	it('does not open for another purpose', () => {
		const sealed = vault.seal('source_secret', 'x');
		expect(() => vault.open('vendor_token', sealed)).toThrow(SealBroken);
	});

	it('does not open under another master key, and says so', () => {
		const sealed = createVault(other, systemRandom).seal('source_secret', 'x');
		expect(() => vault.open('source_secret', sealed)).toThrow(/another master key/);
	});

	it.each([0, 1, 12, 13, 20])(
		'does not open once byte %i of the ciphertext was changed',
		(position) => {
			const [version, id, text] = vault.seal('source_secret', 'twelve chars').split('.');
			const bytes = Buffer.from(text ?? '', 'base64url');
			bytes[position] = (bytes[position] ?? 0) ^ 1;
			const changed = `${version}.${id}.${bytes.toString('base64url')}` as Sealed;
			expect(() => vault.open('source_secret', changed)).toThrow(SealBroken);
		},
	);

	it.each(['', 'v1', 'v2.00000000.AAAA', 'plain text'])('does not open %j', (text) => {
		expect(() => vault.open('source_secret', text as Sealed)).toThrow(SealBroken);
	});

	it('indexes equal texts equally, and each purpose and key on its own', () => {
		const same = vault.index('subject', '+33612345678');
		expect(vault.index('subject', '+33612345678')).toBe(same);
		expect(vault.index('target', '+33612345678')).not.toBe(same);
		expect(createVault(other, systemRandom).index('subject', '+33612345678')).not.toBe(same);
	});

	it('keeps its index when the master key changes and the index key is kept', () => {
		const rotated = createVault(randomBytes(32), systemRandom, indexKeyOf(master));
		expect(rotated.index('subject', 'x')).toBe(vault.index('subject', 'x'));
	});

	it('signs tokens with a key of its own', () => {
		expect(vault.tokenKey()).toHaveLength(32);
		expect(vault.tokenKey().equals(indexKeyOf(master))).toBe(false);
	});
});
