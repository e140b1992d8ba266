import { shared } from '../../../receiver-service/src/adapters/store/postgres/coalesce.ts';

describe('work that callers share', () => {
	const rig = () => {
		const ends: { readonly resolve: () => void; readonly reject: (fault: Error) => void }[] = [];
		const call = shared(() => new Promise((resolve, reject) => ends.push({ resolve, reject })));
		const settled = async () => {
			await new Promise((resolve) => setImmediate(resolve));
			return ends.length;
		};
		return { call, ends, settled };
	};

	it('is done once for all who call while another run is under way, and after that run', async () => {
		const { call, ends, settled } = rig();
		const first = call();
		const rest = [call(), call(), call()];
		expect(await settled()).toBe(1);
		ends[0]?.resolve();
		await first;
		expect(await settled()).toBe(2);
		ends[1]?.resolve();
		await Promise.all(rest);
		expect(await settled()).toBe(2);
	});

	it('keeps nobody waiting for those who call later', async () => {
		const { call, ends, settled } = rig();
		void call();
		const second = call();
		ends[0]?.resolve();
		await settled();
		const third = call();
		ends[1]?.resolve();
		await second;
		expect(await settled()).toBe(3);
		ends[2]?.resolve();
		await third;
	});

	it('fails for those who asked for it, and is done again for the others', async () => {
		const { call, ends, settled } = rig();
		const first = call();
		const second = call();
		ends[0]?.reject(new Error('away'));
		await expect(first).rejects.toThrow('away');
		expect(await settled()).toBe(2);
		ends[1]?.resolve();
		await second;
		const third = call();
		expect(await settled()).toBe(3);
		ends[2]?.resolve();
		await third;
	});
});
