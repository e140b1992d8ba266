import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { createPassingMap } from '../../../receiver-service/src/domain/passing-map.ts';

describe('a map for what comes and goes', () => {
	it('holds what a Map holds, in the same order', () => {
		const action = fc.record({ key: fc.nat(40), remove: fc.boolean() });
		fc.assert(
			fc.property(fc.array(action, { minLength: 600, maxLength: 1_500 }), (actions) => {
				const map = createPassingMap<number, number>();
				const model = new Map<number, number>();
				for (const [step, { key, remove }] of actions.entries()) {
					if (remove) {
						map.delete(key);
						model.delete(key);
					} else {
						map.set(key, step);
						model.set(key, step);
					}
					expect(map.get(key)).toBe(model.get(key));
				}
				expect([...map.keys()]).toEqual([...model.keys()]);
				expect([...map.values()]).toEqual([...model.values()]);
				expect(map.size()).toBe(model.size);
				map.clear();
				expect(map.size()).toBe(0);
			}),
			{ numRuns: 20 },
		);
	});

	it('lets go of what left it, without a full collection', () => {
		const file = join(__dirname, '../../../receiver-service/src/domain/passing-map.ts');
		const script = `
			import { getHeapSpaceStatistics } from 'node:v8';
			import { createPassingMap } from ${JSON.stringify(file)};
			const oldBytes = () => getHeapSpaceStatistics()
				.find(({ space_name }) => space_name === 'old_space').space_used_size;
			const map = createPassingMap();
			const pass = (first, count) => {
				for (let key = first; key < first + count; key += 1) {
					map.set(key, new Array(100).fill(key));
					map.delete(key - 40);
				}
			};
			pass(0, 1_000);
			// The present table is in the old generation from here on.
			gc();
			const before = oldBytes();
			pass(1_000, 20_000);
			process.stdout.write(String(oldBytes() - before));
		`;
		const grown = execFileSync(
			process.execPath,
			['--expose-gc', '--max-semi-space-size=1', '--input-type=module', '--eval', script],
			{ encoding: 'utf8' },
		);
		// A Map keeps several megabytes of the 16 that pass.
		expect(Number(grown)).toBeLessThan(1_000_000);
	});
});
