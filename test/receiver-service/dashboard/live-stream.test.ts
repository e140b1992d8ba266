import { keepOneStream } from '../../../receiver-service/src/dashboard/api/live-stream.ts';

/** An EventSource that a test speaks through. */
const stand = () => {
	const hearers = new Map<string, (event: Event) => void>();
	const source = {
		closed: 0,
		readyState: 1,
		addEventListener: (name: string, hear: (event: Event) => void) => {
			hearers.set(name, hear);
		},
		close: () => {
			source.closed += 1;
		},
	};
	const say = (name: string, data: unknown) =>
		hearers.get(name)?.(new MessageEvent(name, { data: JSON.stringify(data) }));
	return { source, say };
};

const rig = () => {
	const opened: ReturnType<typeof stand>[] = [];
	const stream = keepOneStream<{ n: number }>('/v1/live', 'activity', () => {
		const one = stand();
		opened.push(one);
		return one.source as unknown as EventSource;
	});
	return { opened, stream };
};

describe('the live stream', () => {
	it('is one for all who listen, and closes with the last of them', () => {
		const { opened, stream } = rig();
		const heard: string[] = [];
		const stopA = stream.listen(({ n }) => heard.push(`a${n}`));
		const stopB = stream.listen(({ n }) => heard.push(`b${n}`));
		opened[0]?.say('activity', { n: 1 });
		stopA();
		opened[0]?.say('activity', { n: 2 });
		expect(opened[0]?.source.closed).toBe(0);
		stopB();
		expect(heard).toEqual(['a1', 'b1', 'b2']);
		expect(opened).toHaveLength(1);
		expect(opened[0]?.source.closed).toBe(1);
	});

	it('opens anew some time after a refusal', () => {
		jest.useFakeTimers();
		const { opened, stream } = rig();
		const stop = stream.listen(() => {});
		const first = opened[0];
		if (first !== undefined) first.source.readyState = 2;
		first?.say('error', null);
		expect(opened).toHaveLength(1);
		jest.advanceTimersByTime(15_000);
		expect(opened).toHaveLength(2);
		stop();
		jest.useRealTimers();
	});

	it('leaves a lost connection to the browser, which tries again by itself', () => {
		jest.useFakeTimers();
		const { opened, stream } = rig();
		const stop = stream.listen(() => {});
		opened[0]?.say('error', null);
		jest.advanceTimersByTime(60_000);
		expect(opened).toHaveLength(1);
		stop();
		jest.useRealTimers();
	});
});
