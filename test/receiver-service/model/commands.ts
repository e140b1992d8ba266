import fc from 'fast-check';
import { type Agent, type Contract, scheduleSeconds, slots, zapierSlot } from './contract.ts';
import type { System } from './system.ts';
import type { Behaviour } from './target.ts';

type Command = fc.AsyncCommand<Contract, System>;

/** What must hold after every command. */
const check = async (contract: Contract, system: System): Promise<void> => {
	await system.quiet();
	const { hits } = system.target;
	contract.observe(hits);
	const faults = contract.faults(hits);
	if (faults.length > 0) throw new Error(faults.join('\n'));
	for (const { subscription } of contract.slots) {
		if (subscription === null) continue;
		const shown = await system.call('GET', `/v1/subscriptions/${subscription.id}`);
		if (shown.status !== subscription.status) {
			throw new Error(`${subscription.id} is ${shown.status}, not ${subscription.status}`);
		}
	}
};

const command = (
	name: string,
	ready: (contract: Contract) => boolean,
	act: (contract: Contract, system: System) => Promise<void>,
): Command => ({
	check: ready,
	run: async (contract, system) => {
		await act(contract, system);
		await check(contract, system);
	},
	toString: () => name,
});

const anytime = () => true;
let events = 0;
const bodyOf = (agent: Agent): string => {
	events += 1;
	return JSON.stringify({ event: 'call.ended', call_id: `c_${events}`, agent_id: agent });
};

const filterOf = (agent: Agent | null) => (agent === null ? {} : { agent_id: [agent] });

const sendEvent = (agent: Agent): Command =>
	command(`event of ${agent}`, anytime, async (contract, system) => {
		const body = bodyOf(agent);
		const answer = await system.send(body);
		if (answer === null || answer.duplicate) throw new Error('A new event was not taken as one.');
		contract.sent(body, agent, answer);
	});

const sendAgain = (nth: number): Command =>
	command(
		`event ${nth} again`,
		({ events: sent }) => sent.length > 0,
		async (contract, system) => {
			const place = nth % contract.events.length;
			const answer = await system.send(contract.events[place]?.body ?? '');
			if (answer === null) throw new Error('An event was not answered.');
			contract.sentAgain(place, answer);
		},
	);

const post = async (
	contract: Contract,
	system: System,
	slot: number,
	agent: Agent | null,
): Promise<void> => {
	const { id } = await system.call('POST', '/v1/subscriptions', {
		url: system.target.url(slot),
		platform: slot === zapierSlot ? 'zapier' : 'custom',
		event_types: ['vocalis.call.ended'],
		filter: filterOf(agent),
		policy: { schedule_seconds: scheduleSeconds, timeout_seconds: 5, disable_after: null },
	});
	contract.subscribed(slot, id, agent, system.now());
};

/** Every hook begins with a subscription to everything. */
export const begin = async (contract: Contract, system: System): Promise<void> => {
	for (const slot of slots) await post(contract, system, slot, null);
};

const subscribe = (slot: number, agent: Agent | null): Command =>
	command(
		`subscribe ${slot} to ${agent ?? 'all'}`,
		(contract) => contract.slot(slot).subscription === null,
		(contract, system) => post(contract, system, slot, agent),
	);

/** A command on a slot's subscription, where there is one that this may be done to. */
const onSubscription = (
	name: string,
	slot: number,
	statuses: readonly string[],
	act: (
		subscription: NonNullable<Contract['slots'][number]['subscription']>,
		contract: Contract,
		system: System,
	) => Promise<void>,
): Command =>
	command(
		`${name} ${slot}`,
		(contract) => statuses.includes(contract.slot(slot).subscription?.status ?? ''),
		async (contract, system) => {
			const { subscription } = contract.slot(slot);
			if (subscription !== null) await act(subscription, contract, system);
		},
	);

const anyStatus = ['active', 'paused', 'disabled'];

const unsubscribe = (slot: number): Command =>
	onSubscription('unsubscribe', slot, anyStatus, async ({ id }, contract, system) => {
		await system.call('DELETE', `/v1/subscriptions/${id}`);
		contract.unsubscribed(slot, system.now());
	});

/** As n8n edits a trigger: DELETE, then POST with the same URL. */
const replace = (slot: number, agent: Agent | null): Command =>
	onSubscription(
		`replace by ${agent ?? 'all'}`,
		slot,
		anyStatus,
		async ({ id }, contract, system) => {
			await system.call('DELETE', `/v1/subscriptions/${id}`);
			contract.unsubscribed(slot, system.now());
			await post(contract, system, slot, agent);
		},
	);

const edit = (slot: number, agent: Agent | null): Command =>
	onSubscription(
		`edit to ${agent ?? 'all'}`,
		slot,
		anyStatus,
		async (subscription, _contract, system) => {
			const filter = filterOf(agent);
			await system.call('PATCH', `/v1/subscriptions/${subscription.id}`, { filter });
			subscription.agent = agent;
		},
	);

const pauseIt = (slot: number): Command =>
	onSubscription('pause', slot, ['active', 'paused'], async (subscription, contract, system) => {
		await system.call('POST', `/v1/subscriptions/${subscription.id}/pause`);
		subscription.status = 'paused';
		contract.slot(slot).smooth = false;
	});

const enable = (slot: number): Command =>
	onSubscription('enable', slot, anyStatus, async (subscription, contract, system) => {
		// Whatever is released is attempted at once: a 410 among it disables the hook again.
		contract.observe(system.target.hits);
		await system.call('POST', `/v1/subscriptions/${subscription.id}/enable`, {});
		subscription.status = 'active';
	});

const behave = (slot: number, behaviour: Behaviour): Command =>
	command(`target ${slot} is ${behaviour}`, anytime, async (contract, system) => {
		system.target.behave(slot, behaviour);
		contract.slot(slot).behaviour = behaviour;
		if (behaviour !== 'up') contract.slot(slot).smooth = false;
	});

/** No sum of them is exactly ten minutes, where a hand-over ends. */
const advance = (milliseconds: number): Command =>
	command(`${milliseconds} ms pass`, anytime, (_contract, system) => system.advance(milliseconds));

const crash = (agents: readonly Agent[], calls: number): Command =>
	command(
		`crash before call ${calls} while events of ${agents.join(', ')} come`,
		anytime,
		async (contract, system) => {
			const bodies = agents.map(bodyOf);
			const answers = await system.crashWhile(bodies, calls);
			for (const [nth, agent] of agents.entries()) {
				contract.sent(bodies[nth] ?? '', agent, answers[nth] ?? null);
			}
		},
	);

const restart = command('restart', anytime, (_contract, system) => system.restart());

const anySlot = fc.constantFrom(...slots);
const agent = fc.constantFrom<Agent>('a', 'b');
const filter = fc.constantFrom<Agent | null>(null, 'a', 'b');

export const commandKinds: fc.Arbitrary<Command>[] = [
	agent.map(sendEvent),
	agent.map(sendEvent),
	fc.nat(9).map(sendAgain),
	fc.tuple(anySlot, filter).map(([slot, one]) => subscribe(slot, one)),
	anySlot.map(unsubscribe),
	fc.tuple(anySlot, filter).map(([slot, one]) => replace(slot, one)),
	fc.tuple(anySlot, filter).map(([slot, one]) => edit(slot, one)),
	anySlot.map(pauseIt),
	anySlot.map(enable),
	fc
		.tuple(anySlot, fc.constantFrom<Behaviour>('up', 'up', 'failing', 'gone', 'busy', 'cutting'))
		.map(([slot, behaviour]) => behave(slot, behaviour)),
	fc.constantFrom(1_300, 8_700, 41_000, 187_000, 661_000).map(advance),
	fc
		.tuple(fc.array(agent, { maxLength: 3 }), fc.nat(12))
		.map(([agents, calls]) => crash(agents, calls)),
	fc.constant(restart),
];

/** Longer than any retry, pause or request of a target to wait. */
const longMs = 331_000;

/** Mends everything and gives it time: then nothing may be missing. */
export const finish = async (contract: Contract, system: System): Promise<void> => {
	for (const slot of slots) system.target.behave(slot, 'up');
	for (const slot of slots) {
		const { subscription } = contract.slot(slot);
		if (subscription === null) continue;
		await system.call('POST', `/v1/subscriptions/${subscription.id}/enable`, {});
		subscription.status = 'active';
	}
	await system.advance(longMs);
	await check(contract, system);
	const losses = contract.losses(system.target.hits);
	if (losses.length > 0) throw new Error(losses.join('\n'));
	const { data } = await system.call('GET', '/v1/messages?limit=100');
	const stored = data.map(({ id }) => id);
	for (const { id } of contract.events) {
		if (id !== null && stored.filter((one) => one === id).length !== 1) {
			throw new Error(`The acknowledged event ${id} is not stored once.`);
		}
	}
	const pending = await system.call('GET', '/v1/deliveries?status=pending');
	if (pending.data.length > 0) throw new Error(`${pending.data.length} deliveries still wait.`);
};
