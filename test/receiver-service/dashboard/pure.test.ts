import { boundsOf } from '../../../receiver-service/src/dashboard/components/time-range.ts';
import { hookState } from '../../../receiver-service/src/dashboard/pages/overview/hook-state.ts';
import { nextStepOf } from '../../../receiver-service/src/dashboard/pages/overview/next-step-of.ts';
import {
	backlogOf,
	successRates,
} from '../../../receiver-service/src/dashboard/pages/overview/series.ts';
import { nextPlace } from '../../../receiver-service/src/dashboard/pages/sign-in/next.ts';

const at = '2026-11-22T12:00:00.000Z';

describe('a period', () => {
	const now = new Date(at).getTime();

	it('that moves along begins so long ago and has no end', () => {
		expect(boundsOf({ kind: 'hour' }, now)).toEqual({ since: '2026-11-22T11:00:00.000Z' });
		expect(boundsOf({ kind: 'week' }, now)).toEqual({ since: '2026-11-15T12:00:00.000Z' });
		expect(boundsOf({ kind: 'all' }, now)).toEqual({});
	});

	it('of one’s own is in the browser’s time zone, and either end may be open', () => {
		const since = '2026-11-01T00:00';
		expect(boundsOf({ kind: 'own', since, until: '' }, now)).toEqual({
			since: new Date(since).toISOString(),
		});
		expect(boundsOf({ kind: 'own', since: '', until: 'nonsense' }, now)).toEqual({});
	});
});

describe('after signing in', () => {
	it('one goes on to where one wanted to go', () => {
		expect(nextPlace('?next=%2Fdeliveries%2Fdlv_1')).toBe('/deliveries/dlv_1');
		expect(nextPlace('?next=%2Fguides%2Fmake%3Flanguage%3Dfr')).toBe('/guides/make?language=fr');
		expect(nextPlace('')).toBe('/');
	});

	it.each([
		'https://example.com',
		'//example.com',
		'/\\example.com',
		'javascript:alert(1)',
		'/sign-in?next=/sign-in',
	])('nobody is sent to %s', (place) => {
		expect(nextPlace(`?next=${encodeURIComponent(place)}`)).toBe('/');
	});
});

describe('the next step of a newcomer', () => {
	const silent = { health: { last_event_at: null } };
	const heard = { health: { last_event_at: at } };
	const idle = { last_success_at: null };
	const busy = { last_success_at: at };

	it('is to connect, then to add a webhook, then to test it, then nothing', () => {
		expect(nextStepOf([silent], [])).toBe('connect');
		expect(nextStepOf([silent, heard], [])).toBe('hook');
		expect(nextStepOf([heard], [idle])).toBe('test');
		expect(nextStepOf([heard], [busy])).toBeNull();
	});

	it('is to connect where a webhook waits for a first event', () => {
		expect(nextStepOf([silent], [idle])).toBe('connect');
	});
});

describe('the overview', () => {
	it('shows no success rate where nothing was tried', () => {
		expect(
			successRates([
				{ attempts: 4, succeeded: 3 },
				{ attempts: 0, succeeded: 0 },
			]),
		).toEqual([0.75, null]);
	});

	it('shows no backlog where it was not counted, and no age where nothing is on its way', () => {
		const backlog = { pending: 0, held: 3, dead_letter: 1, oldest_pending_ms: null };
		const points = [{ backlog: null }, { backlog }];
		expect(backlogOf(points, 'held')).toEqual([null, 3]);
		expect(backlogOf(points, 'oldest_pending_ms')).toEqual([null, 0]);
	});

	it('shows an active hook whose attempts fail as failing', () => {
		expect(hookState({ status: 'active', consecutive_failures: 1 })).toBe('failing');
		expect(hookState({ status: 'active', consecutive_failures: 0 })).toBe('active');
		expect(hookState({ status: 'paused', consecutive_failures: 9 })).toBe('paused');
	});
});
