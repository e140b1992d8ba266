import { atMostEvery } from '../../../receiver-service/src/dashboard/api/at-most-every.ts';

const everyMs = 2_000;

describe('reading at most every so often', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it('reads at once, and 500 more askings within the time once more', () => {
		const act = jest.fn();
		const { ask } = atMostEvery(everyMs, act);
		for (let asked = 0; asked < 501; asked += 1) ask();
		expect(act).toHaveBeenCalledTimes(1);
		jest.advanceTimersByTime(everyMs);
		expect(act).toHaveBeenCalledTimes(2);
	});

	it('keeps the time between reads however long the news goes on', () => {
		const act = jest.fn();
		const { ask } = atMostEvery(everyMs, act);
		for (let passed = 0; passed < 10 * everyMs; passed += 100) {
			ask();
			jest.advanceTimersByTime(100);
		}
		expect(act).toHaveBeenCalledTimes(11);
	});

	it('reads no more once nothing is asked, nor once it is canceled', () => {
		const act = jest.fn();
		const { ask, cancel } = atMostEvery(everyMs, act);
		ask();
		jest.advanceTimersByTime(10 * everyMs);
		expect(act).toHaveBeenCalledTimes(1);
		ask();
		ask();
		cancel();
		jest.advanceTimersByTime(10 * everyMs);
		expect(act).toHaveBeenCalledTimes(2);
	});
});
