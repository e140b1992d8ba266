import { listFilterKeys, minimumFilterKeys, normalizedKeys } from '@voicehooks/core';
import {
	proposedName,
	unusedSource,
} from '../../../receiver-service/src/dashboard/pages/connect/source.ts';
import {
	isSameMap,
	mapRows,
	withMeaning,
} from '../../../receiver-service/src/dashboard/pages/sources/field-map.ts';
import { meaningTexts } from '../../../receiver-service/src/dashboard/pages/sources/field-texts.ts';
import {
	failuresLeft,
	isReachable,
	signingOf,
	stateOf,
} from '../../../receiver-service/src/dashboard/pages/sources/health.ts';
import {
	changesOf,
	settingsOf,
} from '../../../receiver-service/src/dashboard/pages/sources/settings.ts';
import type { Source } from '../../../receiver-service/src/dashboard/vendor/query.ts';

const source: Source = {
	id: 'src_1',
	vendor: 'inboundflow',
	name: 'Front desk',
	enabled: true,
	sandbox: false,
	accept_replays: false,
	timestamp_tolerance_seconds: 300,
	field_map: {},
	silence_alarm_hours: 24,
	secrets: [],
	has_api_token: false,
	ingest_url: null,
	previous_url_expires_at: null,
	health: {
		status: 'waiting',
		last_event_at: null,
		last_rejection_at: null,
		consecutive_rejections: 0,
		silence_seconds: null,
		rejections_until_vendor_disables: 10,
		failures_until_vendor_disables: 10,
	},
	created_at: '2026-02-24T10:00:00.000Z',
};

describe('the health of a source', () => {
	it('is off when it is switched off, whatever arrives', () => {
		expect(stateOf(source)).toBe('waiting');
		expect(stateOf({ ...source, enabled: false })).toBe('off');
	});

	it('warns before the vendor gives up, not from the first failure on', () => {
		const left = (failures_until_vendor_disables: number | null) =>
			failuresLeft({ failures_until_vendor_disables });
		expect([left(null), left(10), left(6), left(3), left(0)]).toEqual([null, null, null, 3, 0]);
	});

	it('tells what is unverified from what its vendor never signs', () => {
		const secrets = [{ id: 'sec_1', created_at: source.created_at }];
		expect(signingOf(source, { secret: 'optional' })).toBe('unverified');
		expect(signingOf({ secrets }, { secret: 'optional' })).toBe('signed');
		expect(signingOf(source, { secret: 'none' })).toBe('unsigned');
	});

	it.each([
		['https://hooks.example.com/in/a', true],
		['http://hooks.example.com/in/a', false],
		['https://127.0.0.1:8080/in/a', false],
		['https://192.168.1.4/in/a', false],
		['https://172.20.0.1/in/a', false],
		['https://172.32.0.1/in/a', true],
		['https://[::1]/in/a', false],
		['https://localhost/in/a', false],
		['nonsense', false],
	])('says of %s whether a vendor reaches it: %s', (url, reachable) => {
		expect(isReachable(url)).toBe(reachable);
	});
});

describe('the settings of a source', () => {
	const before = settingsOf(source);

	it('send what was changed and nothing else', () => {
		expect(changesOf(before, before)).toEqual({});
		expect(changesOf(before, { ...before, name: 'Desk', tolerance: '600', replays: true })).toEqual(
			{
				name: 'Desk',
				timestamp_tolerance_seconds: 600,
				accept_replays: true,
			},
		);
	});

	it('turn the alarm of silence off with null, and on with its hours', () => {
		expect(changesOf(before, { ...before, alarm: false })).toEqual({ silence_alarm_hours: null });
		expect(changesOf(before, { ...before, hours: '48' })).toEqual({ silence_alarm_hours: 48 });
		const off = settingsOf({ ...source, silence_alarm_hours: null });
		expect(changesOf(off, off)).toEqual({});
		expect(changesOf(off, { ...off, alarm: true })).toEqual({ silence_alarm_hours: 24 });
	});
});

describe('fields learned from a captured delivery', () => {
	const data = { caller: '+33612345678', tracking: { number: '+33176000000' }, tags: ['a'] };

	it('are every value of it, with what each was learned to be', () => {
		const map = { tracking_number: 'tracking.number', call_id: 'id' };
		expect(mapRows(data, map)).toEqual([
			{ path: 'caller', value: '+33612345678', here: true, meaning: '' },
			{ path: 'tracking.number', value: '+33176000000', here: true, meaning: 'tracking_number' },
			{ path: 'tags.0', value: 'a', here: true, meaning: '' },
			{ path: 'id', value: undefined, here: false, meaning: 'call_id' },
		]);
	});

	it('have one place for each meaning, and one meaning for each place', () => {
		const one = withMeaning({}, 'caller', 'caller_phone_e164');
		expect(withMeaning(one, 'other', 'caller_phone_e164')).toEqual({ caller_phone_e164: 'other' });
		expect(withMeaning(one, 'caller', 'caller_name')).toEqual({ caller_name: 'caller' });
		expect(withMeaning(one, 'caller', '')).toEqual({});
		expect(isSameMap(one, { caller_phone_e164: 'caller' })).toBe(true);
		expect(isSameMap(one, {})).toBe(false);
		expect(isSameMap(one, { caller_phone_e164: 'other' })).toBe(false);
	});

	it('can be whatever the service takes, each said in words', () => {
		expect(Object.keys(meaningTexts).toSorted()).toEqual(
			[
				...new Set<string>([
					...normalizedKeys,
					...listFilterKeys,
					...Object.values(minimumFilterKeys),
				]),
			].toSorted(),
		);
	});
});

describe('connecting a vendor', () => {
	it('goes on with the source that nothing arrived at yet', () => {
		const used = { ...source, id: 'src_2', health: { ...source.health, status: 'ok' as const } };
		expect(unusedSource([used, source], 'inboundflow')?.id).toBe('src_1');
		expect(unusedSource([used], 'inboundflow')).toBeNull();
		expect(unusedSource([{ ...source, enabled: false }], 'inboundflow')).toBeNull();
		expect(unusedSource([source], 'dexem')).toBeNull();
	});

	it('proposes a name that no other source has', () => {
		const named = (...names: readonly string[]) => names.map((name) => ({ name }));
		expect(proposedName([], 'Dexem')).toBe('Dexem');
		expect(proposedName(named('Dexem', 'Dexem 2'), 'Dexem')).toBe('Dexem 3');
	});
});
