import { keysOf, type Results, shapeFaults } from '../../../zapier-app/build/lint/result-shape.ts';

const sound: Results = {
	sample: { id: 'msg_1', seconds: 1, answers: [{ score: 1 }] },
	outputFields: [
		{ key: 'id', type: 'string', required: true },
		{ key: 'seconds', type: 'integer' },
		{ key: 'answers', children: [{ key: 'score', type: 'number' }] },
	],
	polled: { id: 'msg_2', seconds: null, answers: [{ score: 2 }] },
	live: { id: 'msg_3', seconds: 3, answers: [{ score: 0.5 }], more: true },
};

describe('the rules for live results', () => {
	it('have nothing to say of rows that agree', () => {
		expect(shapeFaults(sound)).toEqual([]);
	});

	it.each([[], null])('take an empty list for one that had items: %j', (answers) => {
		expect(shapeFaults({ ...sound, live: { ...sound.live, answers } })).toEqual([]);
		expect(shapeFaults({ ...sound, polled: { ...sound.polled, answers } })).toEqual([]);
	});

	it.each<[string, Partial<Results>]>([
		['T004 caller is in the static sample', { sample: { ...sound.sample, caller: 'x' } }],
		['T004 answers[]score is in the static sample', { live: { id: 'msg_3', seconds: 3 } }],
		['T004 answers[]score is in the static sample', { live: { ...sound.live, answers: [{}] } }],
		['T005 live: seconds should be of type integer', { live: { ...sound.live, seconds: '3' } }],
		['T005 live: id is required', { live: { ...sound.live, id: null } }],
		['T006 caller is in the polling sample', { polled: { ...sound.polled, caller: 'x' } }],
		[
			'Z001 polled: seconds should be of type integer',
			{ polled: { ...sound.polled, seconds: 0.5 } },
		],
	])('find %s', (fault, change) => {
		expect(shapeFaults({ ...sound, ...change })).toEqual(
			expect.arrayContaining([expect.stringContaining(fault)]),
		);
	});

	it('read keys as Zapier shows them', () => {
		expect([
			...keysOf({ a: { b: 1, c: { d: null } }, list: [{ e: 1 }, { f: 2 }], g: [1] }),
		]).toEqual(['a__b', 'a__c__d', 'list[]e', 'list[]f', 'g']);
	});
});
