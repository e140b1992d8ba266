import type { HookBody } from '@voicehooks/core';
import type { Build } from '../build.ts';
import { itemsIn } from '../service/events.ts';
import { ask, type Caller } from '../service/request.ts';
import type { TriggerPlan } from './plan.ts';

/** The vendor sends both at the end of the same call, in either order. */
const patienceMs = 2_000;
/** A detailed event that came longer before belongs to an earlier call. */
const sameMomentMs = 3_600_000;

/** Who or what both are about. */
const subjectOf = ({ normalized }: HookBody): Readonly<Record<string, string>> | null => {
	if (normalized.candidate_id !== null) return { candidate_id: normalized.candidate_id };
	return normalized.call_id === null ? null : { call_id: normalized.call_id };
};

/**
 * Whether the detailed event of the same moment has come, which makes this brief one superfluous. It
 * may still be on its way: one that is missing is waited for once.
 */
export const isSuperseded = async (
	build: Build,
	plan: TriggerPlan,
	caller: Caller,
	event: HookBody,
): Promise<boolean> => {
	const type = plan.detailed.get(event.type);
	const subject = subjectOf(event);
	if (type === undefined || subject === null) return false;
	const since = new Date(Date.parse(event.received_at) - sameMomentMs).toISOString();
	const hasCome = async () => {
		const query = {
			type,
			...subject,
			since,
			limit: 1,
			...(event.source_id === null ? {} : { source_id: event.source_id }),
		};
		const { data } = await ask(build, caller, { method: 'GET', path: '/v1/messages', query });
		return itemsIn(data).length > 0;
	};
	if (await hasCome()) return true;
	await build.clock.wait(patienceMs);
	return hasCome();
};
