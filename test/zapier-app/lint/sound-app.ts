import type { Definition, Operation, Step } from '../../../zapier-app/build/lint/definition.ts';

const trigger: Step = {
	key: 'call_ended',
	noun: 'Call',
	display: { label: 'Call Ended', description: 'Triggers when a call ends.' },
	operation: {
		type: 'hook',
		performList: '$func$2$f$',
		performSubscribe: '$func$2$f$',
		performUnsubscribe: '$func$2$f$',
		inputFields: [
			{ key: 'agent_id', label: 'Agent', helpText: 'Blank means all.', dynamic: 'agents.id.name' },
		],
		outputFields: [
			{ key: 'id', label: 'ID', type: 'string', required: true },
			{ key: 'duration', label: 'Duration (in Seconds)', type: 'integer' },
			{ key: 'ended_at', label: 'Ended At', type: 'datetime' },
			{
				key: 'answers',
				label: 'Answers',
				children: [{ key: 'score', label: 'Score', type: 'number' }],
			},
		],
		sample: {
			id: 'msg_1',
			duration: 42,
			ended_at: '2026-02-24T21:00:00.000Z',
			answers: [{ score: 0.5 }],
		},
	},
};

const agents: Step = {
	key: 'agents',
	noun: 'Agent',
	display: { label: 'agents', description: 'Fills a dropdown.', hidden: true },
	operation: { type: 'polling' },
};

const startCall: Step = {
	key: 'start_call',
	noun: 'Call',
	display: { label: 'Start a Call', description: 'Has an agent ring somebody.' },
	operation: {
		inputFields: [{ key: 'to', label: 'To', helpText: 'See [E.164](https://www.itu.int/).' }],
		outputFields: [{ key: 'id', type: 'string' }],
		sample: { id: 'call_1' },
	},
};

const findCall: Step = {
	key: 'find_call',
	noun: 'Call',
	display: { label: 'Find Call', description: 'Finds a call by its phone number.' },
	operation: {
		inputFields: [{ key: 'phone', label: 'Phone' }],
		outputFields: [{ key: 'id', type: 'string' }],
		sample: { id: 'call_1' },
	},
};

/** A small app that Zapier's checks have nothing to say about. */
export const soundApp: Definition = {
	version: '0.1.0',
	platformVersion: '19.1.0',
	flags: { cleanInputData: false },
	authentication: {
		type: 'custom',
		fields: [
			{
				key: 'api_key',
				label: 'API Key',
				helpText: 'Make one in the [dashboard](https://hooks.example.com/).',
			},
		],
		connectionLabel: '{{account_name}}',
	},
	triggers: { call_ended: trigger, agents },
	creates: { start_call: startCall },
	searches: { find_call: findCall },
	searchOrCreates: { find_call: { key: 'find_call', search: 'find_call', create: 'start_call' } },
};

/** The sound app with its trigger changed. */
export const withTrigger = (
	change: Partial<Operation>,
	display: Partial<Step['display']> = {},
) => ({
	...soundApp,
	triggers: {
		agents,
		call_ended: {
			...trigger,
			display: { ...trigger.display, ...display },
			operation: { ...trigger.operation, ...change },
		},
	},
});

/** The sound app with its create changed. */
export const withCreate = (change: Partial<Operation>) => ({
	...soundApp,
	creates: { start_call: { ...startCall, operation: { ...startCall.operation, ...change } } },
});

/** The sound app with its search changed. */
export const withSearch = (change: Partial<Operation>) => ({
	...soundApp,
	searches: { find_call: { ...findCall, operation: { ...findCall.operation, ...change } } },
});

/** The sound app with its connection changed. */
export const withAuthentication = (change: Partial<NonNullable<Definition['authentication']>>) => ({
	...soundApp,
	authentication: { type: 'custom', ...soundApp.authentication, ...change },
});
