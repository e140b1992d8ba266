import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseGuide } from '../../../receiver-service/build/guides/parse.ts';
import { targetOf } from '../../../receiver-service/build/guides/target.ts';
import { everyPart, pictureFiles } from '../../../receiver-service/build/guides/walk.ts';
import {
	type Block,
	type Guide,
	plainText,
	sectionsOf,
} from '../../../receiver-service/src/dashboard/pages/guides/guide.ts';
import {
	guideFile,
	guideLanguage,
	guideNames,
	isGuideName,
	targetPath,
} from '../../../receiver-service/src/dashboard/pages/guides/place.ts';
import { sectionOf } from '../../../receiver-service/src/dashboard/pages/guides/section.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';

const root = join(__dirname, '../../..');
const docs = join(root, 'docs');

const idsOf = (blocks: readonly Block[]): readonly string[] =>
	blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []));

describe('a page of Markdown', () => {
	it('is data, block by block', () => {
		const { title, blocks } = parseGuide(
			[
				'# Title',
				'Some **strong `code`** and *more*\nof it.',
				'## Part *one*',
				'1. first\n\n   ![A form](images/form.svg)\n2. second',
				'- [ ] to do\n- [x] done',
				'| | b |\n|---|---|\n| 1 | `x \\| y` |',
				'```sh\nls <here>\n```',
			].join('\n\n'),
		);
		expect(title).toBe('Title');
		expect(blocks).toEqual([
			{
				kind: 'paragraph',
				inside: [
					'Some ',
					{ kind: 'strong', inside: ['strong ', { kind: 'code', text: 'code' }] },
					' and ',
					{ kind: 'emphasis', inside: ['more'] },
					'\nof it.',
				],
			},
			{
				kind: 'heading',
				level: 2,
				id: 'part-one',
				inside: ['Part ', { kind: 'emphasis', inside: ['one'] }],
			},
			{
				kind: 'list',
				ordered: true,
				items: [
					{
						done: null,
						blocks: [
							{ kind: 'paragraph', inside: ['first'] },
							{
								kind: 'paragraph',
								inside: [{ kind: 'image', file: 'images/form.svg', alt: 'A form' }],
							},
						],
					},
					{ done: null, blocks: [{ kind: 'paragraph', inside: ['second'] }] },
				],
			},
			{
				kind: 'list',
				ordered: false,
				items: [
					{ done: false, blocks: [{ kind: 'line', inside: ['to do'] }] },
					{ done: true, blocks: [{ kind: 'line', inside: ['done'] }] },
				],
			},
			{
				kind: 'table',
				head: [[], ['b']],
				rows: [[['1'], [{ kind: 'code', text: 'x | y' }]]],
			},
			{ kind: 'code', language: 'sh', text: 'ls <here>' },
		]);
	});

	it('keeps markup as text, and leaves comments out', () => {
		const markup = '<img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script>';
		const guide = parseGuide(
			`# T\n\n<!-- generated -->\n\n${markup}\n\nin a line ${markup} <!-- hidden -->\n\n| a |\n|---|\n| ${markup} |`,
		);
		const said = everyPart(guide);
		expect(said.filter((part) => typeof part !== 'string')).toEqual([]);
		expect(said).toEqual([markup, `in a line ${markup} `, 'a', markup]);
	});

	it.each([
		['javascript:alert(1)'],
		['JavaScript:alert(1)'],
		['data:text/html,alert(1)'],
		['vbscript:x'],
		['//elsewhere.example'],
	])('has no link to %s', (href) => {
		expect(everyPart(parseGuide(`# T\n\n[text](<${href}>)`))).toEqual(['text']);
	});

	it('has no picture from elsewhere', () => {
		expect(everyPart(parseGuide('# T\n\n![said](https://example.com/x.png)'))).toEqual(['said']);
	});

	it('names its headings as GitHub does', () => {
		const headings = ['Ce qui n’a pas été', "What's *new*, `a_b`?", 'Twice', 'Twice', 'Été — 2'];
		expect(idsOf(parseGuide(`# T\n\n## ${headings.join('\n\n## ')}`).blocks)).toEqual([
			'ce-qui-na-pas-été',
			'whats-new-a_b',
			'twice',
			'twice-1',
			'été--2',
		]);
	});
});

describe('a link of a guide', () => {
	it.each([
		['https://example.com/a', { kind: 'outside', href: 'https://example.com/a' }],
		['mailto:a@example.com', { kind: 'outside', href: 'mailto:a@example.com' }],
		['#limits', { kind: 'section', hash: '#limits' }],
		['n8n.fr.md', { kind: 'guide', name: 'n8n', language: 'fr', hash: '' }],
		['make.md#signatures', { kind: 'guide', name: 'make', language: 'en', hash: '#signatures' }],
		['api/openapi.json', { kind: 'document', path: '/openapi.json' }],
		['../n8n-nodes/README.md', { kind: 'file', path: 'n8n-nodes/README.md' }],
		['architecture.md', { kind: 'file', path: 'docs/architecture.md' }],
	])('to %s is known', (href, target) => {
		expect(targetOf(href)).toEqual(target);
	});

	it('names the language only where it is not the page’s', () => {
		const to = { kind: 'guide', name: 'n8n', language: 'fr', hash: '#installer' } as const;
		expect(targetPath(to, 'fr')).toBe('/guides/n8n#installer');
		expect(targetPath(to, 'en')).toBe('/guides/n8n?language=fr#installer');
	});

	it('that names no language we speak leads to the page’s', () => {
		expect(guideLanguage('?language=fr', 'en')).toBe('fr');
		expect(guideLanguage('?language=de', 'en')).toBe('en');
		expect(guideLanguage('', 'fr')).toBe('fr');
		expect([isGuideName('zapier'), isGuideName('constructor'), isGuideName(undefined)]).toEqual([
			true,
			false,
			false,
		]);
	});

	it('to a section finds it, written in whatever way', () => {
		expect(sectionOf('#%C3%A9t%C3%A9')).toBe('été');
		expect(sectionOf('#%')).toBe('');
		expect(sectionOf('')).toBe('');
	});
});

describe.each(guideNames.flatMap((name) => languages.map((language) => [name, language] as const)))(
	'the guide %s in %s',
	(name, language) => {
		const guide = parseGuide(readFileSync(join(docs, guideFile(name, language)), 'utf8'));

		it('has a title, sections, and nothing that stayed markup', () => {
			expect(guide.title).not.toBe('');
			expect(sectionsOf(guide).length).toBeGreaterThan(3);
			const texts = everyPart(guide).filter((part) => typeof part === 'string');
			expect(texts.filter((text) => /<\/?[a-z]|&[a-z]+;|\*\*|\]\(/i.test(text))).toEqual([]);
		});

		it('links only to what is there', () => {
			const lost = everyPart(guide).flatMap((part) => {
				if (typeof part === 'string' || part.kind !== 'link') return [];
				return isThere(part.to, guide) ? [] : [plainText(part.inside)];
			});
			expect(lost).toEqual([]);
		});

		it('shows only pictures that are there', () => {
			const isPicture = (file: string) => statSync(join(docs, file)).isFile();
			expect(pictureFiles(guide).filter((file) => !isPicture(file))).toEqual([]);
		});

		it('leads to its twin in the other language, which has the same parts', () => {
			const other = languages.find((each) => each !== language) ?? language;
			const twins = everyPart(guide).filter(
				(part) =>
					typeof part !== 'string' &&
					part.kind === 'link' &&
					part.to.kind === 'guide' &&
					part.to.name === name &&
					part.to.language === other,
			);
			expect(twins).toHaveLength(1);
			const twin = parseGuide(readFileSync(join(docs, guideFile(name, other)), 'utf8'));
			expect(sectionsOf(guide)).toHaveLength(sectionsOf(twin).length);
		});
	},
);

const isThere = (to: NonNullable<ReturnType<typeof targetOf>>, guide: Guide): boolean => {
	switch (to.kind) {
		case 'section':
			return idsOf(guide.blocks).includes(to.hash.slice(1));
		case 'guide': {
			const other = parseGuide(readFileSync(join(docs, guideFile(to.name, to.language)), 'utf8'));
			return to.hash === '' || idsOf(other.blocks).includes(to.hash.slice(1));
		}
		case 'file':
			return existsSync(join(root, to.path.replace(/#.*/, '')));
		case 'document':
			return ['/openapi.json', '/asyncapi.json'].includes(to.path);
		case 'outside':
			return URL.canParse(to.href);
	}
};

it('every guide of the folder in two languages is shown', () => {
	const paired = readdirSync(docs)
		.filter((file) => file.endsWith('.fr.md'))
		.map((file) => file.replace('.fr.md', ''));
	expect([...guideNames].sort()).toEqual(paired.sort());
});
