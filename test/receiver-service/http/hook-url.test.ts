import { Refusal } from '../../../receiver-service/src/domain/refusal.ts';
import { checkedUrl } from '../../../receiver-service/src/pipeline/subscription-checks.ts';
import { createTestSender } from '../../support/hook-target.ts';

/** A world where every name resolves to a public address: only the scheme matters. */
const sender = {
	...createTestSender(),
	inspect: async (url: string) => (url.startsWith('https:') ? null : ('url_not_https' as const)),
};
const check = (url: string, platform: 'zapier' | 'custom' = 'zapier') =>
	checkedUrl({ sender }, url, platform).catch((fault: unknown) =>
		fault instanceof Refusal ? fault.code : fault,
	);

describe('a hook URL', () => {
	it.each([
		[
			'https://hooks.zapier.com/hooks/standard/1/abc/',
			'https://hooks.zapier.com/hooks/standard/1/abc/',
		],
		['https://HOOKS.zapier.com:443/x', 'https://hooks.zapier.com/x'],
		['https://hooks.zapier.com:8443/x', 'url_not_zapier'],
		['http://hooks.zapier.com/x', 'url_not_https'],
		['https://hooks.zapier.com.evil.example/x', 'url_not_zapier'],
		['https://evil.example/https://hooks.zapier.com/', 'url_not_zapier'],
		['https://zapier.com/x', 'url_not_zapier'],
	])('%s is for zapier: %s', async (url, result) => {
		expect(await check(url)).toBe(result);
	});

	it.each([
		['https://EXAMPLE.com/a#b', 'https://example.com/a'],
		['https://example.com', 'https://example.com/'],
		['https://example.com/a/../b?x=%20', 'https://example.com/b?x=%20'],
		['https://ex\u00e4mple.com/', 'https://xn--exmple-cua.com/'],
		['javascript:alert(1)', 'url_invalid'],
		['https://', 'url_invalid'],
		[`https://example.com/${'a'.repeat(2_048)}`, 'url_invalid'],
	])('%s has one spelling: %s', async (url, result) => {
		expect(await check(url, 'custom')).toBe(result);
	});
});
