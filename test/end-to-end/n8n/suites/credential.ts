import type { Stage } from '../support/stage.ts';

type Verdict = { readonly status: 'OK' | 'Error'; readonly message: string };

/** What the credential dialog's own test says. */
export const credentialSuite = (stage: () => Stage): void => {
	const test = (data: Readonly<Record<string, string>>): Promise<Verdict> => {
		const { n8n, credentials } = stage();
		return n8n.rest('POST', '/credentials/test', {
			credentials: { ...credentials.voicehooksApi, type: 'voicehooksApi', data },
		});
	};

	describe('the credential', () => {
		it('passes its test with a good key', async () => {
			const { url, apiKey } = stage().receiver;
			expect(await test({ baseUrl: url, apiKey })).toMatchObject({ status: 'OK' });
		});

		it('fails its test with a wrong key', async () => {
			const { url, apiKey } = stage().receiver;
			const verdict = await test({ baseUrl: url, apiKey: `${apiKey}x` });
			expect(verdict.status).toBe('Error');
		});

		it('fails its test where no service answers', async () => {
			const { n8n, receiver } = stage();
			const verdict = await test({ baseUrl: `${n8n.url}/nothing`, apiKey: receiver.apiKey });
			expect(verdict.status).toBe('Error');
		});
	});
};
