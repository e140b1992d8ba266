import { formats } from '../../../receiver-service/src/dashboard/text/format.ts';

const at = '2026-11-22T21:05:09.000Z';
/** Intl writes spaces of several widths. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('dates and numbers', () => {
	const en = formats('en', 'Europe/Paris');
	const fr = formats('fr', 'Europe/Paris');

	it('are written as the language does', () => {
		expect(plain(en.number(12_345.67))).toBe('12,345.7');
		expect(plain(fr.number(12_345.67))).toBe('12 345,7');
		expect(plain(en.percent(0.9987))).toBe('99.9%');
		expect(plain(fr.percent(0.9987))).toBe('99,9 %');
	});

	it('show the time of the browser’s zone', () => {
		expect(plain(en.dateTime(at))).toBe('22 Nov 2026, 22:05:09');
		expect(plain(fr.dateTime(at))).toBe('22 nov. 2026, 22:05:09');
		expect(plain(fr.shortTime(at))).toBe('22:05');
		expect(plain(en.shortDate(at))).toBe('22 Nov');
	});

	it('tell ages in whole units', () => {
		const now = new Date(at).getTime();
		expect(en.relative(now - 4_000, now)).toBe('4 seconds ago');
		expect(en.relative(now - 3 * 60_000, now)).toBe('3 minutes ago');
		expect(fr.relative(now + 2 * 3_600_000, now)).toBe('dans 2 heures');
		expect(en.relative(now - 26 * 3_600_000, now)).toBe('yesterday');
	});

	it('tell durations and sizes in the unit that reads well', () => {
		expect(plain(en.milliseconds(83.4))).toBe('83 ms');
		expect(plain(fr.milliseconds(1_250))).toBe('1,3 s');
		expect([0, 59_000, 90_000, 7_200_000, 129_600_000].map((ms) => plain(en.duration(ms)))).toEqual(
			['0 secs', '59 secs', '1.5 mins', '2 hrs', '1.5 days'],
		);
		expect([800, 5_400_000, 172_800_000].map((ms) => plain(fr.duration(ms)))).toEqual([
			'0,8 s',
			'1,5 h',
			'2 j',
		]);
		expect(plain(en.bytes(512))).toBe('512 byte');
		expect(plain(fr.bytes(2_048))).toBe('2 ko');
	});
});
