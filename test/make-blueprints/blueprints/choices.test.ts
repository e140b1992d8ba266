import { languages } from '@voicehooks/core';
import { type Hook, startHook } from '../../support/hooks.ts';
import { recipeNamed, type Subscribed, subscribe } from '../support/blueprint-bench.ts';
import { type MakeBench, startMakeBench } from '../support/make-bench.ts';
import { eventNamed, own, playInto } from '../support/play-into.ts';

let bench: MakeBench;
let target: Hook;
beforeAll(async () => {
	bench = await startMakeBench();
	target = await startHook();
});
afterAll(async () => {
	await bench.stop();
	await target.stop();
});

describe.each(languages)('booking to calendar, in %s', (language) => {
	const slug = 'booking-to-calendar';
	let subscribed: Subscribed;
	beforeAll(async () => {
		subscribed = await subscribe(bench, recipeNamed(slug));
	});

	it('a booking with a time goes to the calendar, with that time', async () => {
		const times = {
			appointment_time_start: '2026-03-01T09:00:00Z',
			appointment_time_end: '2026-03-01T09:30:00Z',
			caller_name: 'Zoé "Z" d’Été',
		};
		const got = await playInto(
			{ bench, target },
			slug,
			language,
			subscribed,
			'inboundflow.appointment.booked',
			own(times),
		);
		expect(got).toMatchObject([
			{
				at: 'calendar_url',
				body: {
					title: expect.stringContaining('Zoé "Z" d’Été'),
					appointment_start: '2026-03-01T09:00:00Z',
					appointment_end: '2026-03-01T09:30:00Z',
					data: times,
				},
			},
		]);
	});

	it('one without a time goes to a person', async () => {
		const timeless = own({ appointment_time_start: null, caller_name: null });
		const got = await playInto(
			{ bench, target },
			slug,
			language,
			subscribed,
			'inboundflow.appointment.booked',
			timeless,
		);
		expect(got).toMatchObject([
			{ at: 'review_url', body: { title: expect.stringMatching(/unknown|inconnu/) } },
		]);
	});

	it('an empty URL switches its route off', async () => {
		const off = { [{ en: 'calendar_url', fr: 'url_calendrier' }[language]]: '' };
		expect(
			await playInto(
				{ bench, target },
				slug,
				language,
				subscribed,
				'inboundflow.appointment.booked',
				undefined,
				off,
			),
		).toEqual([]);
	});
});

describe.each(languages)('low credits alert, in %s', (language) => {
	it('says what a person needs, also where a value is missing', async () => {
		const slug = 'low-credits-alert';
		const subscribed = await subscribe(bench, recipeNamed(slug));
		const low = own({ credits_remaining: 3.5, threshold: null });
		const [got] = await playInto(
			{ bench, target },
			slug,
			language,
			subscribed,
			'voicehire.credits.low',
			low,
		);
		expect(got?.body).toMatchObject({
			text: {
				en: 'VoiceHire: Credits Low. Credits Remaining: 3.5. Threshold: –.',
				fr: 'VoiceHire\u00a0: Crédits faibles. Crédits restants\u00a0: 3.5. Seuil\u00a0: –.',
			}[language],
			credits_remaining: 3.5,
		});
	});
});

describe.each(languages)('completed interview to CRM, in %s', (language) => {
	it('whatever stands in a value, the row stays JSON', async () => {
		const slug = 'interview-completed-to-crm';
		const subscribed = await subscribe(bench, recipeNamed(slug));
		const awkward = 'Said: "{{1.value}}"\n\\ and \u2028 — été 😀 }}';
		const [got] = await playInto(
			{ bench, target },
			slug,
			language,
			subscribed,
			'voicehire.candidate.interview.completed',
			own({ strengths: awkward, interview_score: 0 }),
		);
		expect(got?.body).toMatchObject({ strengths: awkward, interview_score: 0 });
	});
});

describe.each(languages)('tracked call to CRM, in %s', (language) => {
	it('has the whole payload beside what the source’s map tells', async () => {
		const slug = 'tracked-call-to-crm';
		const { vendor } = eventNamed('dexem.cdr');
		await bench.service.call('PATCH', `/v1/sources/${bench.sourceOf(vendor).id}`, {
			field_map: { caller_phone_e164: 'caller_number', duration_seconds: 'call_duration' },
		});
		const subscribed = await subscribe(bench, recipeNamed(slug));
		const [got] = await playInto(
			{ bench, target },
			slug,
			language,
			subscribed,
			'dexem.cdr',
			own({ call_duration: 62 }),
		);
		expect(got?.body).toMatchObject({
			caller_phone_e164: '+33612345678',
			duration_seconds: 62,
			data: { tracking_number: { number: expect.any(String) } },
		});
	});
});
