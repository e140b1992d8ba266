import { preferredLanguage } from '../../../receiver-service/src/http/negotiate.ts';

describe('the language of an answer', () => {
	it.each([
		[undefined, 'en'],
		['', 'en'],
		['fr', 'fr'],
		['FR-ca', 'fr'],
		['en-GB, fr;q=0.9', 'en'],
		['fr;q=0.8, en;q=0.9', 'en'],
		['fr;q=0.9, en;q=0.8', 'fr'],
		['fr, en', 'fr'],
		['en, fr', 'en'],
		['de, fr;q=0.5', 'fr'],
		['de', 'en'],
		['*', 'en'],
		['en;q=0, *', 'fr'],
		['fr;q=0, *', 'en'],
		['fr;q=2', 'en'],
		['fr;q=abc', 'en'],
		['fr; q=0.001', 'fr'],
		['frisian', 'en'],
	])('is chosen from %j: %s', (header, language) => {
		expect(preferredLanguage(header)).toBe(language);
	});

	it('does not read an endless header', () => {
		expect(preferredLanguage(`${'de,'.repeat(100_000)}fr`)).toBe('en');
	});
});
