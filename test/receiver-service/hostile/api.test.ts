import fc from 'fast-check';
import { clientOf } from '../../support/client.ts';
import { apiRequest, createPools, type Pools, wireOf } from './api-requests.ts';
import { ingestRequest, ingestStatuses, ingestWire } from './ingest-requests.ts';
import { faultsOf } from './invariants.ts';
import { createWires, type Wires } from './wire.ts';
import { startWorld, type World } from './world.ts';

/** `npm run fuzz` sends far more; a seed of either reproduces in both. */
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 0x7fffffff);
const requests = Number(process.env.FUZZ_REQUESTS ?? 800);
const patienceMs = 60_000 + requests * 50;

let world: World;
let wires: Wires;
let pools: Pools;
beforeAll(async () => {
	world = await startWorld();
	wires = createWires(world.facts.url);
	pools = createPools(world.facts);
});
afterAll(async () => {
	wires.close();
	await world.stop();
});

/** Everything the neighbour has, as its own key shows it. */
const neighbourhood = async () => {
	const { url, foreign, foreignKey } = world.facts;
	const client = clientOf(url, foreignKey);
	const shown: unknown[] = [];
	for (const name of Object.keys(foreign)) shown.push((await client('GET', `/v1/${name}`)).body);
	// Counts on by itself.
	return JSON.parse(JSON.stringify(shown), (key, value) =>
		key === 'silence_seconds' ? null : value,
	);
};

describe('whatever is sent to the API', () => {
	it(
		`is answered as declared or refused with a known code (seed ${seed})`,
		async () => {
			const before = await neighbourhood();
			await fc.assert(
				fc.asyncProperty(apiRequest, async (request) => {
					const wire = wireOf(request, world.facts, pools);
					const answer = await wires.send(wire);
					pools.learn(request.path, answer.text);
					expect([wire, faultsOf(request.path, wire, answer, world.facts)]).toEqual([wire, []]);
				}),
				{ numRuns: requests, seed },
			);
			expect(await neighbourhood()).toEqual(before);
			expect(Object.prototype).not.toHaveProperty('polluted');
		},
		patienceMs,
	);
});

describe('whatever is sent to an ingest URL', () => {
	it(
		`is stored whole or refused, and never a fault of ours (seed ${seed})`,
		async () => {
			const { url, foreignKey, credentials } = world.facts;
			const read = clientOf(url, credentials[0] ?? foreignKey);
			const before = await neighbourhood();
			await fc.assert(
				fc.asyncProperty(ingestRequest, async (request) => {
					const wire = ingestWire(request, world.facts);
					const answer = await wires.send(wire);
					expect([wire.target, ingestStatuses.has(answer.status), answer.text]).toEqual([
						wire.target,
						true,
						answer.text,
					]);
					if (answer.status !== 200) {
						expect(faultsOf('/in', wire, answer, world.facts)).toEqual([]);
						return;
					}
					const { received, id } = JSON.parse(answer.text);
					expect([received, /^msg_/.test(id)]).toEqual([true, true]);
					const shown = await read('GET', `/v1/messages/${id}`);
					expect([shown.status, shown.body.id]).toEqual([200, id]);
				}),
				{ numRuns: Math.ceil(requests / 2), seed },
			);
			expect(await neighbourhood()).toEqual(before);
			expect(Object.prototype).not.toHaveProperty('polluted');
		},
		patienceMs,
	);
});
