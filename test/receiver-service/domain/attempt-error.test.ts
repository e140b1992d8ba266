import {
	type AttemptError,
	attemptError,
	attemptErrors,
	attemptErrorText,
} from '../../../receiver-service/src/domain/attempt-error.ts';
import { classifyAttempt } from '../../../receiver-service/src/domain/attempt-outcome.ts';
import { platforms } from '../../../receiver-service/src/domain/types.ts';

const names = Object.keys(attemptErrors) as AttemptError[];
const numbers = { status: 503, seconds: 2.5 };

describe('what went wrong with an attempt', () => {
	it.each(names)('is told in both languages, from the text that is stored: %s', (name) => {
		const stored = attemptError(name, numbers);
		const { en, fr } = attemptErrorText(stored);
		expect(en).toBe(stored);
		expect(`${en}${fr}`).not.toMatch(/[{}]/);
		const said = attemptErrors[name].fr.replace('{status}', '503').replace('{seconds}', '2,5');
		expect(fr).toBe(said);
		expect(fr === en).toBe(name === 'status');
	});

	it('leads from every English text to one thing alone', () => {
		const texts = names.map((name) => attemptErrors[name].en);
		expect(new Set(texts).size).toBe(names.length);
	});

	it.each(platforms)('is in French for every status that %s can answer', (platform) => {
		for (let status = 300; status < 600; status += 1) {
			const response = { kind: 'response', status, headers: {}, body: Buffer.from('') } as const;
			const { error } = classifyAttempt(platform, response, 0);
			const text = attemptErrorText(error ?? '');
			expect(text.fr).toContain(`HTTP ${status}`);
			expect(text.fr === text.en).toBe(error === `HTTP ${status}`);
		}
	});

	it('stays as it is where no version of ours said it', () => {
		for (const text of ['', 'HTTP', 'HTTP 503 ', 'something else', 'The URL is not valid. ']) {
			expect(attemptErrorText(text)).toEqual({ en: text, fr: text });
		}
	});
});
