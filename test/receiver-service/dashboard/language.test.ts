import { kept } from '../../../receiver-service/src/dashboard/text/kept.ts';
import { preferredLanguage } from '../../../receiver-service/src/dashboard/text/language.ts';
import { say, texts } from '../../../receiver-service/src/dashboard/text/texts.ts';

describe('the language of the page', () => {
	it('is the first of the browser’s that it speaks', () => {
		expect(preferredLanguage(['de-DE', 'fr-CA', 'en'])).toBe('fr');
		expect(preferredLanguage(['en-US', 'fr'])).toBe('en');
	});

	it('is English where the browser speaks neither', () => {
		expect(preferredLanguage(['de', 'it'])).toBe('en');
		expect(preferredLanguage([])).toBe('en');
	});

	it('says a text in either', () => {
		const pairs = texts({
			title: { en: 'Keys', fr: 'Clés' },
			count: { en: (n: number) => `${n} keys`, fr: (n: number) => `${n} clés` },
		});
		expect(say(pairs, 'fr').title).toBe('Clés');
		expect(say(pairs, 'en').count(2)).toBe('2 keys');
	});
});

describe('a kept choice', () => {
	it('tells who listens, until they stop', () => {
		const choice = kept('test.choice', (text) => text ?? 'first');
		const heard: string[] = [];
		const stop = choice.subscribe(() => heard.push(choice.get()));
		choice.set('second');
		stop();
		choice.set('third');
		expect(heard).toEqual(['second']);
		expect(choice.get()).toBe('third');
	});
});
