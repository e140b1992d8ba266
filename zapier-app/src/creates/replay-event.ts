import { valueAt } from '@voicehooks/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { eventListKey, subscriptionListKey } from '../lists/plans.ts';
import { findEventKey } from '../searches/find-event.ts';
import { ask } from '../service/request.ts';
import { oneOf } from '../triggers/filters.ts';
import { type Output, outputFieldsOf, sampleOf } from './output.ts';

const outputs: readonly Output[] = [
	{
		key: 'id',
		type: 'string',
		label: { en: 'Event ID', fr: 'Identifiant de l’événement' },
		sample: 'msg_01kj80n8mg0000000000000000',
	},
	{
		key: 'deliveries',
		type: 'integer',
		label: { en: 'Deliveries', fr: 'Envois' },
		sample: 1,
	},
];

const perform = (build: Build) => async (z: ZObject, bundle: Bundle) => {
	const id = oneOf(bundle.inputData.event_id) ?? '';
	const subscriptionId = oneOf(bundle.inputData.subscription_id);
	const { data } = await ask(
		build,
		{ z, bundle },
		{
			method: 'POST',
			path: `/v1/messages/${encodeURIComponent(id)}/replay`,
			body: subscriptionId === undefined ? {} : { subscription_id: subscriptionId },
		},
	);
	return { id: valueAt(data, 'id'), deliveries: valueAt(data, 'deliveries') };
};

/** Delivers an event again: to every hook that matches now, or to one. */
export const replayEvent = (build: Build): Create => ({
	key: 'replay_event',
	noun: say(build, { en: 'event', fr: 'événement' }),
	display: {
		label: say(build, { en: 'Replay Event', fr: 'Rejouer un événement' }),
		description: say(build, {
			en: 'Delivers an event again, to every Zap and hook that matches it now or to one of them.',
			fr: 'Transmet de nouveau un événement à chaque Zap et hook qui lui correspond aujourd’hui, ou à un seul.',
		}),
	},
	operation: {
		inputFields: [
			{
				key: 'event_id',
				label: say(build, { en: 'Event', fr: 'Événement' }),
				type: 'string',
				required: true,
				dynamic: `${eventListKey}.id.name`,
				search: `${findEventKey}.id`,
				helpText: say(build, {
					en: 'Do not replay the event that started this Zap: it would start it again, for ever.',
					fr: 'Ne rejouez pas l’événement qui a démarré ce Zap : il le redémarrerait sans fin.',
				}),
			},
			{
				key: 'subscription_id',
				label: say(build, { en: 'Only To', fr: 'Uniquement vers' }),
				type: 'string',
				required: false,
				dynamic: `${subscriptionListKey}.id.name`,
				helpText: say(build, {
					en: 'One Zap or hook, whether it would match or not. Blank means every one that matches.',
					fr: 'Un seul Zap ou hook, qu’il corresponde ou non. Laissez vide pour tous ceux qui correspondent.',
				}),
			},
		],
		perform: perform(build),
		outputFields: outputFieldsOf(build, outputs),
		sample: sampleOf(outputs),
	},
});
