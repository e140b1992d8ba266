import { createApp } from '../../zapier-app/src/app.ts';
import { type AnsweringService, startAnsweringService } from './support/answering-service.ts';
import { errorOf, type Zap, zapOf } from './support/zap.ts';

let service: AnsweringService;
let zap: Zap;
let french: Zap;
beforeAll(async () => {
	service = await startAnsweringService();
	zap = zapOf(createApp({ locale: 'en' }), service.url, 'vhk_key');
	french = zapOf(createApp({ locale: 'fr' }), service.url, 'vhk_key');
});
afterAll(() => service.stop());

const problem = (code: string, detail = 'Do this.') => ({ code, title: 'No', detail });
const find = (app = zap) => errorOf(app.search('find_event', { phone: '+33612345678' }));

describe('what the service refuses', () => {
	it.each([
		[402, 'vendor_credits_exhausted', 'HaltedError'],
		[403, 'scope_missing', 'AppError'],
		[400, 'validation_failed', 'HaltedError'],
		[404, 'vendor_not_found', 'HaltedError'],
		[409, 'vendor_token_missing', 'HaltedError'],
		[422, 'vendor_rejected', 'HaltedError'],
		[429, 'too_many_requests', 'ThrottledError'],
		[500, 'internal', 'AppError'],
		[502, 'vendor_unreachable', 'AppError'],
		[503, 'unavailable', 'AppError'],
	])('%i %s becomes the right error with the service’s own words', async (status, code, name) => {
		service.answer(status, problem(code));
		const error = await find();
		expect(error.name).toBe(name);
		expect(error.message).toContain('No. Do this.');
		if (name === 'AppError') expect(error.details).toMatchObject({ code, status });
	});

	it('401 asks to reconnect, and 401 at the connection form says the key is wrong', async () => {
		service.answer(401, problem('credentials_invalid'));
		expect((await find()).name).toBe('ExpiredAuthError');
		expect(await errorOf(zap.connect())).toMatchObject({
			name: 'AppError',
			details: { code: 'AuthenticationError', status: 401 },
		});
	});

	it.each([
		[429, { 'retry-after': '17' }, 17],
		[429, {}, 60],
		[429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 60],
		[503, { 'retry-after': '5' }, 5],
	])('%i with %p comes again after so many seconds', async (status, headers, delay) => {
		service.answer(status, problem('x'), headers as Record<string, string>);
		expect(await find()).toMatchObject({ name: 'ThrottledError', details: { delay } });
	});

	it.each([
		['en', 'Nothing answers at the Service URL.'],
		['fr', 'Rien ne répond à l’URL du service.'],
	] as const)('says what to do where nothing answers (%s)', async (locale, words) => {
		const nobody = zapOf(createApp({ locale }), 'http://127.0.0.1:9', 'vhk_key');
		for (const error of [await errorOf(nobody.connect()), await find(nobody)]) {
			expect(error).toMatchObject({ name: 'AppError', details: { code: 'ServiceUnreachable' } });
			expect(error.message).toContain(words);
			expect(error.message).not.toContain('127.0.0.1');
		}
	});

	it('names the fields that are wrong', async () => {
		service.answer(400, {
			...problem('validation_failed'),
			errors: [
				{ path: 'phone', message: 'must be a phone number' },
				{ message: 'something else' },
				{ path: 'left out' },
			],
		});
		const { message } = await find();
		expect(message).toContain('phone must be a phone number · something else');
		expect(message).not.toContain('left out');
	});

	it('an action whose outcome nobody knows stops there: it might ring twice', async () => {
		service.answer(504, problem('vendor_outcome_unknown', 'Look at the vendor first.'));
		expect(await find()).toMatchObject({ name: 'HaltedError' });
	});

	it('an action that is still running is asked for again', async () => {
		service.answer(409, problem('idempotency_in_flight'), { 'retry-after': '2' });
		expect(await find()).toMatchObject({ name: 'ThrottledError', details: { delay: 2 } });
	});
});

describe('what is no service', () => {
	it.each([
		[400, 'HaltedError', 'Check the fields', 'Vérifiez les champs'],
		[403, 'AppError', 'scopes read and subscribe', 'portées read et subscribe'],
		[429, 'ThrottledError', 'tries again by itself', 'réessaie de lui-même'],
		[502, 'AppError', 'Check that it runs', 'Vérifiez qu’il fonctionne'],
	])('answering %i in HTML is told in our own words', async (status, name, english, words) => {
		service.answer(status, '<h1>Bad</h1>');
		const error = await find();
		expect(error.name).toBe(name);
		expect(error.message).toContain(english);
		expect((await find(french)).message).toContain(words);
	});

	it('answering a page is not taken for the service', async () => {
		service.answer(200, '<h1>Welcome</h1>');
		const error = await errorOf(zap.connect());
		expect(error).toMatchObject({ name: 'AppError', details: { code: 'UnexpectedAnswer' } });
	});

	it('redirecting elsewhere does not get the key there', async () => {
		const asked = service.asked.length;
		service.answer(302, '', { location: `${service.url}/elsewhere` });
		const error = await errorOf(zap.connect());
		expect(error).toMatchObject({ name: 'AppError', details: { code: 'Redirected' } });
		expect(service.asked.length).toBe(asked + 1);
	});

	it('answering a subscription with no secret is not taken for one', async () => {
		service.answer(200, { id: 'sub_1' });
		const error = await errorOf(zap.subscribe('vocalis_call_ended', 'https://hooks.zapier.com/x'));
		expect(error).toMatchObject({ name: 'AppError', details: { code: 'UnexpectedAnswer' } });
	});

	it.each([404, 410])('answering %i to the end of a subscription ends it', async (status) => {
		service.answer(status, '<h1>Gone</h1>');
		expect(await zap.unsubscribe('vocalis_call_ended', 'sub_1')).toEqual({ id: 'sub_1' });
	});
});

it('asks in the language of the app, with the key in a header only', async () => {
	service.answer(200, { account_name: 'A' });
	await french.connect();
	const asked = service.asked.at(-1);
	expect(asked?.headers).toMatchObject({
		authorization: 'Bearer vhk_key',
		'accept-language': 'fr',
		'user-agent': expect.stringMatching(/^voicehooks-zapier\/\d/),
	});
	expect(asked?.path).toBe('/v1/me');
});

it('turns a Zap off without asking where there was no subscription', async () => {
	const asked = service.asked.length;
	expect(await zap.unsubscribe('vocalis_call_ended', null)).toEqual({ id: null });
	expect(service.asked.length).toBe(asked);
});
