import fc from 'fast-check';
import {
	type CodeLanguage,
	prettyJson,
	tokens,
} from '../../../receiver-service/src/dashboard/components/highlight.ts';

const languages: readonly CodeLanguage[] = ['json', 'javascript', 'python', 'php', 'text'];
const kindsOf = (text: string, language: CodeLanguage) =>
	tokens(text, language)
		.filter(({ kind }) => kind !== 'plain')
		.map(({ kind, text: part }) => [kind, part]);

describe('highlighted code', () => {
	it('is the text itself, whatever it is', () => {
		fc.assert(
			fc.property(fc.string(), fc.constantFrom(...languages), (text, language) => {
				const whole = tokens(text, language)
					.map((token) => token.text)
					.join('');
				expect(whole).toBe(text);
			}),
		);
	});

	it('knows JSON’s keys from its strings', () => {
		expect(kindsOf('{"a": "b", "n": -1.5e3, "x": null}', 'json')).toEqual([
			['key', '"a"'],
			['string', '"b"'],
			['key', '"n"'],
			['number', '-1.5e3'],
			['key', '"x"'],
			['word', 'null'],
		]);
	});

	it('knows strings and comments of the languages of the snippets', () => {
		expect(kindsOf("import hmac # it's", 'python')).toEqual([
			['word', 'import'],
			['comment', "# it's"],
		]);
		expect(kindsOf("return '// no'; // yes", 'javascript')).toEqual([
			['word', 'return'],
			['string', "'// no'"],
			['comment', '// yes'],
		]);
	});

	it('leaves a very long payload plain', () => {
		expect(tokens(`"${'a'.repeat(200_001)}"`, 'json')).toHaveLength(1);
	});

	it('indents JSON and leaves anything else as it is', () => {
		expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
		expect(prettyJson('<script>')).toBe('<script>');
	});
});
