import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
	collectAtRest,
	type RestOptions,
} from '../../../receiver-service/src/adapters/collector.ts';

const periodMs = 1_000;
const worthBytes = 1_000;

/** What happened in each period: milliseconds worked and bytes that came; answers who collected. */
const collectionsOf = (periods: readonly { readonly worked: number; readonly bytes: number }[]) => {
	jest.useFakeTimers();
	let worked = 0;
	let heap = 50_000;
	let collections = 0;
	const options: RestOptions = {
		periodMs,
		worthBytes,
		workedMs: () => worked,
		heapBytes: () => heap,
		collect: () => {
			collections += 1;
			heap = 20_000;
			// Collecting is work, too.
			worked += 500;
		},
	};
	const watch = collectAtRest(options);
	const counts = periods.map((period) => {
		worked += period.worked;
		heap += period.bytes;
		jest.advanceTimersByTime(periodMs);
		return collections;
	});
	watch.stop();
	jest.advanceTimersByTime(10 * periodMs);
	expect(collections).toBe(counts.at(-1));
	jest.useRealTimers();
	return counts;
};

describe('memory at rest', () => {
	it('is given back once after a start, and again when something came', () => {
		const rest = { worked: 0, bytes: 0 };
		expect(collectionsOf([rest, rest, { worked: 5, bytes: 900 }])).toEqual([1, 1, 1]);
		expect(collectionsOf([rest, { worked: 5, bytes: 900 }, { worked: 5, bytes: 200 }])).toEqual([
			1, 1, 2,
		]);
	});

	it('is not looked for while the thread works', () => {
		const work = { worked: 300, bytes: 5_000 };
		expect(collectionsOf([work, work, { worked: 9, bytes: 0 }])).toEqual([0, 0, 1]);
	});

	it('is less for threads than npm start gives the main one', () => {
		const file = join(__dirname, '../../../receiver-service/src/adapters/collector.ts');
		const fill = `
			import { getHeapSpaceStatistics } from 'node:v8';
			import { parentPort } from 'node:worker_threads';
			const kept = [];
			const sizes = [];
			for (let id = 0; id < 3_000_000; id += 1) {
				kept[id % 100_000] = { id };
				if (id % 100_000 !== 0) continue;
				const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
				sizes.push(young.space_size);
			}
			// Grown by now; for a moment V8 may take a page more.
			parentPort.postMessage(Math.min(...sizes.slice(-10)) / 2 ** 20);
		`;
		const script = `
			import { tuneCollector } from ${JSON.stringify(file)};
			import { Worker } from 'node:worker_threads';
			tuneCollector();
			new Worker(${JSON.stringify(fill)}, { eval: true }).on('message', (megabytes) => {
				process.stdout.write(String(megabytes));
			});
		`;
		const output = execFileSync(
			process.execPath,
			['--max-semi-space-size=16', '--input-type=module', '--eval', script],
			{ encoding: 'utf8', timeout: 60_000 },
		);
		expect(Number(output)).toBeGreaterThan(0);
		expect(Number(output)).toBeLessThanOrEqual(8);
	}, 70_000);

	it('is what a process that runs as npm start does gives back', () => {
		const file = join(__dirname, '../../../receiver-service/src/adapters/collector.ts');
		const script = `
			import { collectAtRest } from ${JSON.stringify(file)};
			import { getHeapStatistics } from 'node:v8';
			const heap = () => getHeapStatistics().total_physical_size;
			let rows = Array.from({ length: 200_000 }, (_, id) => ({ id }));
			const before = heap();
			rows = null;
			collectAtRest({ periodMs: 50 });
			const timer = setInterval(() => {
				if (heap() > before - 8_000_000) return;
				clearInterval(timer);
				process.stdout.write('given back');
			}, 10);
		`;
		const output = execFileSync(
			process.execPath,
			['--expose-gc', '--input-type=module', '--eval', script],
			{ encoding: 'utf8', timeout: 60_000 },
		);
		expect(output).toBe('given back');
	}, 70_000);
});

describe('the collector', () => {
	const file = join(__dirname, '../../../receiver-service/src/adapters/collector.ts');
	/** What V8 learns of a place all of whose objects last for a while. */
	const learned = (before: string): string => {
		const script = `
			import { tuneCollector } from ${JSON.stringify(file)};
			${before}
			const make = (id) => ({ id, parts: [id] });
			const lasting = [];
			for (let round = 0; round < 20; round += 1) {
				for (let id = 0; id < 2_000; id += 1) lasting.push(make(id));
				gc({ type: 'minor' });
			}
			process.stdout.write(String(lasting.length));
		`;
		const flags = ['--expose-gc', '--trace-pretenuring', '--trace-pretenuring-statistics'];
		return execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', script], {
			encoding: 'utf8',
			timeout: 60_000,
		});
	};

	it('learns of no place that what it makes is old at birth', () => {
		expect(learned('')).toContain('maybe tenure');
		expect(learned('tuneCollector();')).toBe('40000');
	}, 130_000);
});
