import type { Definition } from '../../../zapier-app/build/lint/definition.ts';
import { lint } from '../../../zapier-app/build/lint/lint.ts';
import { rules } from '../../../zapier-app/build/lint/rules.ts';
import { titleCase } from '../../../zapier-app/build/lint/title-case.ts';
import { soundApp, withAuthentication, withCreate, withSearch, withTrigger } from './sound-app.ts';

const sample = soundApp.triggers?.call_ended?.operation.sample;
const without = (key: 'performList' | 'performUnsubscribe' | 'sample') => {
	const operation = { ...soundApp.triggers?.call_ended?.operation };
	delete operation[key];
	return {
		...soundApp,
		triggers: {
			...soundApp.triggers,
			call_ended: { ...withTrigger({}).triggers.call_ended, operation },
		},
	};
};

/** A fault for each rule, the way the reference page words it. */
const planted: readonly (readonly [tag: string, what: string, app: Definition])[] = [
	['D001', 'asks for a key', withCreate({ inputFields: [{ key: 'api_key' }] })],
	['D001', 'asks for a password', withTrigger({ inputFields: [{ key: 'user_password' }] })],
	[
		'D001',
		'asks for a token in a group',
		withCreate({ inputFields: [{ key: 'to', children: [{ key: 'auth_token' }] }] }),
	],
	[
		'D002',
		'does not link to where the key is',
		withAuthentication({ fields: [{ key: 'api_key', helpText: 'It is in the settings.' }] }),
	],
	['D002', 'does not help at all', withAuthentication({ fields: [{ key: 'api_key' }] })],
	['D003', 'labels every connection alike', withAuthentication({ connectionLabel: 'Slack' })],
	['D003', 'shows the key', withAuthentication({ connectionLabel: '{{api_key}}' })],
	[
		'D003',
		'shows a token beside the name',
		withAuthentication({ connectionLabel: '{{account_name}} {{token}}' }),
	],
	['D004', 'has an id typed', withTrigger({ inputFields: [{ key: 'agent_id' }] })],
	['D004', 'has an ID typed', withCreate({ inputFields: [{ key: 'who', label: 'Agent ID' }] })],
	[
		'D005',
		'lists a trigger that is not there',
		withTrigger({ inputFields: [{ key: 'agent', dynamic: 'people.id.name' }] }),
	],
	['D006', 'has a hook without a list', without('performList')],
	['D007', 'has plain http', withCreate({ sample: { id: 'http://example.com/1' } })],
	[
		'D008',
		'has half a link',
		withCreate({ inputFields: [{ key: 'to', helpText: 'See [E.164(https://itu.int)' }] }),
	],
	[
		'D008',
		'has a bare link',
		withTrigger({}, { description: 'Triggers when https://itu.int calls.' }),
	],
	['D009', 'has nothing to search by', withSearch({ inputFields: [] })],
	['D010', 'has no id in the sample', withTrigger({ sample: { call: 'c_1' }, outputFields: [] })],
	[
		'D010',
		'has no primary key in the sample',
		withTrigger({ outputFields: [{ key: 'call_id', primary: true }] }),
	],
	[
		'D011',
		'helps with the label again',
		withCreate({ inputFields: [{ key: 'to', label: 'Phone', helpText: 'phone.' }] }),
	],
	['D012', 'has no sample', without('sample')],
	['D012', 'has an empty sample', withSearch({ sample: {} })],
	[
		'D013',
		'searches with a search that is not there',
		withCreate({ inputFields: [{ key: 'to', search: 'person.id', dynamic: 'agents.id.name' }] }),
	],
	[
		'D014',
		'searches for a list',
		withCreate({
			inputFields: [{ key: 'to', search: 'find_call.id', dynamic: 'agents.id.name', list: true }],
		}),
	],
	[
		'D014',
		'searches without a dropdown',
		withCreate({ inputFields: [{ key: 'to', search: 'find_call.id' }] }),
	],
	[
		'D015',
		'creates with a create that is not there',
		{
			...soundApp,
			searchOrCreates: { x: { key: 'x', search: 'find_call', create: 'add_call' } },
		},
	],
	[
		'D016',
		'is a static webhook and nothing else',
		{ ...without('performUnsubscribe'), creates: {}, searches: {}, searchOrCreates: {} },
	],
	['D017', 'cannot unsubscribe', without('performUnsubscribe')],
	['D018', 'labels in small letters', withTrigger({}, { label: 'call ended' })],
	['D018', 'labels with a capital too many', withTrigger({}, { label: 'End Of Call' })],
	[
		'D021',
		'describes in other words',
		withTrigger({}, { description: 'Triggers whenever a call ends.' }),
	],
	['D021', 'describes without a stop', withTrigger({}, { description: 'Triggers when it ends' })],
	['D022', 'creates from nothing', withCreate({ inputFields: ['$func$2$f$'] })],
	['D023', 'says a time without its zone', withCreate({ sample: { id: '2026-02-24T21:00:00' } })],
	['D023', 'says a date in words', withCreate({ sample: { id: '24 Feb 2026' } })],
	['D024', 'has a text for a number', withTrigger({ sample: { ...sample, duration: '42' } })],
	['D024', 'has half a number for a whole', withTrigger({ sample: { ...sample, duration: 4.2 } })],
	[
		'D024',
		'lacks what is required',
		withTrigger({ outputFields: [{ key: 'id' }, { key: 'call', required: true }] }),
	],
	[
		'D024',
		'has a text for a number in a line item',
		withTrigger({ sample: { ...sample, answers: [{ score: 'high' }] } }),
	],
	['D024', 'has one thing for line items', withTrigger({ sample: { ...sample, answers: 'one' } })],
	['D025', 'could run code', withCreate({ sample: { id: "javascript:alert('XSS');//" } })],
	['D027', 'is on another platform version', { ...soundApp, platformVersion: '18.0.0' }],
	['D028', 'has its input cleaned', { ...soundApp, flags: { cleanInputData: true } }],
	['D028', 'does not say', { ...soundApp, flags: {} }],
	['D028', 'has it cleaned in one place', withTrigger({ cleanInputData: true })],
];

const tagsOf = (definition: Definition, locale: 'en' | 'fr' = 'en'): readonly string[] =>
	lint({ definition, locale, runtimeVersion: '19.1.0' }).map(({ tag }) => tag);

describe('our lint of Zapier’s integration checks', () => {
	it('has nothing to say of a sound app', () => {
		expect(lint({ definition: soundApp, locale: 'en', runtimeVersion: '19.1.0' })).toEqual([]);
	});

	it.each(planted)('%s finds an app that %s', (tag, _what, definition) => {
		expect(tagsOf(definition)).toContain(tag);
	});

	it('has a planted fault for every rule', () => {
		const shown = new Set(planted.map(([tag]) => tag));
		expect(rules.map(({ tag }) => tag).filter((tag) => !shown.has(tag))).toEqual([]);
	});

	it('finds nothing else in an app with one fault', () => {
		const together: Readonly<Record<string, readonly string[]>> = { D016: ['D017'] };
		for (const [tag, , definition] of planted) {
			const others = tagsOf(definition).filter(
				(found) => found !== tag && together[tag]?.includes(found) !== true,
			);
			expect([tag, others]).toEqual([tag, []]);
		}
	});

	it('says what it found, where and why', () => {
		expect(
			lint({
				definition: withTrigger({}, { label: 'call ended' }),
				locale: 'en',
				runtimeVersion: '19.1.0',
			}),
		).toEqual([
			{
				tag: 'D018',
				place: { type: 'read', name: 'call_ended' },
				message: '"call ended" should be "Call Ended".',
			},
		]);
	});

	it('reads French texts by French rules', () => {
		const french = {
			label: 'Appel terminé',
			description: 'Se déclenche quand un appel se termine.',
		};
		const app = withTrigger({}, french);
		expect(tagsOf(app, 'fr').filter((tag) => tag === 'D018' || tag === 'D021')).toEqual([]);
		expect(tagsOf(withTrigger({}, { ...french, label: 'appel' }), 'fr')).toContain('D018');
		expect(tagsOf(withTrigger({}, { ...french, description: 'Appel.' }), 'fr')).toContain('D021');
	});
});

describe('title case', () => {
	it.each([
		['find a call by phone', 'Find a Call by Phone'],
		['end Of Call', 'End of Call'],
		['interview completed (extended)', 'Interview Completed (Extended)'],
		['what is it for', 'What Is It For'],
		['CDR', 'CDR'],
	])('writes %s as %s', (text, wanted) => {
		expect(titleCase(text)).toBe(wanted);
	});
});
