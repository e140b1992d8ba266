import type { Finding } from '../../../zapier-app/build/lint/finding.ts';
import { rules } from '../../../zapier-app/build/lint/rules.ts';
import { startStyleCheck } from '../../../zapier-app/build/style-check.ts';
import { soundApp } from '../lint/sound-app.ts';

const finding: Finding = {
	tag: 'D018',
	place: { type: 'read', name: 'call_ended' },
	message: '"call ended" should be "Call Ended".',
};

type Answer = {
	readonly passes: readonly unknown[];
	readonly errors: { readonly total_failures: number };
};

const ask = async (url: string, method = 'POST') => {
	const response = await fetch(url, {
		method,
		...(method === 'POST' ? { body: JSON.stringify({ app_definition: soundApp }) } : {}),
	});
	const body: Answer = JSON.parse(await response.text());
	return { status: response.status, body };
};

describe('the stand-in of Zapier’s style check', () => {
	it('passes an app in which our lint finds nothing', async () => {
		const style = await startStyleCheck(() => []);
		const { status, body } = await ask(`${style.url}/api/platform/cli/check`);
		expect([status, body.errors.total_failures]).toEqual([200, 0]);
		expect(body.passes).toHaveLength(rules.length);
		expect([style.asked(), style.findings]).toEqual([1, []]);
		await style.stop();
	});

	it('fails an app with what our lint finds, in the words of Zapier’s answer', async () => {
		const asked: unknown[] = [];
		const style = await startStyleCheck((definition) => {
			asked.push(definition);
			return [finding];
		});
		const { body } = await ask(`${style.url}/api/platform/cli/check`);
		expect(asked).toEqual([soundApp]);
		expect(body.errors).toEqual({
			total_failures: 1,
			display_label: 'Errors',
			results: [
				{
					type: 'read',
					violations: [
						{ type: 'call_ended', results: [{ tag: 'D018', message: finding.message }] },
					],
				},
			],
		});
		expect(body.passes).toHaveLength(rules.length - 1);
		expect(style.findings).toEqual([finding]);
		await style.stop();
	});

	it('has nothing else', async () => {
		const style = await startStyleCheck(() => []);
		expect((await ask(`${style.url}/api/platform/cli/apps`, 'GET')).status).toBe(404);
		expect(style.asked()).toBe(0);
		await style.stop();
	});
});
