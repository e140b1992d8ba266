import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname ?? __dirname, '../../../receiver-service/src/dashboard');
const modules = readdirSync(root, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && /texts\.ts$/.test(entry.name))
	.map((entry) => join(entry.parentPath, entry.name))
	.filter((path) => path !== join(root, 'text/texts.ts'));

type Text = string | ((...said: readonly string[]) => string);
type Pair = { readonly en: Text; readonly fr: Text };

/** Numbers and names alike: whatever a text takes, it says something with this. */
const said = (text: Text): string => (typeof text === 'string' ? text : text('3', '3', '3'));

const pairsOf = async (path: string): Promise<readonly (readonly [string, Pair])[]> => {
	const found: Readonly<Record<string, Readonly<Record<string, Pair>>>> = await import(path);
	return Object.values(found).flatMap((pairs) => Object.entries(pairs));
};

describe.each(modules.map((path) => [relative(root, path), path]))('the texts of %s', (_, path) => {
	it('say something in both languages', async () => {
		const pairs = await pairsOf(path);
		expect(pairs.length).toBeGreaterThan(0);
		for (const [name, { en, fr }] of pairs) {
			expect([name, said(en).trim() !== '', said(fr).trim() !== '']).toEqual([name, true, true]);
		}
	});

	it('take the same in both languages', async () => {
		for (const [name, { en, fr }] of await pairsOf(path)) {
			const taken = [en, fr].map((text) => (typeof text === 'string' ? -1 : text.length));
			expect([name, taken[0]]).toEqual([name, taken[1]]);
		}
	});

	it('are set as print is: no straight apostrophes', async () => {
		for (const [name, { en, fr }] of await pairsOf(path)) {
			expect([name, `${said(en)} ${said(fr)}`]).toEqual([name, expect.not.stringMatching(/\w'\w/)]);
		}
	});
});

it('there are pages with texts', () => {
	expect(modules.length).toBeGreaterThan(8);
});
