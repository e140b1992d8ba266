import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../zapier-app/src/app.ts';
import { breakingChanges, type Rule } from '../../zapier-app/src/definition/breaking-changes.ts';
import { nextSnapshot } from '../../zapier-app/src/definition/next-snapshot.ts';
import { type Snapshot, snapshotOf } from '../../zapier-app/src/definition/snapshot.ts';

const current = snapshotOf(createApp({ locale: 'en' }));
const committed: Snapshot = JSON.parse(
	readFileSync(join(__dirname, '../../zapier-app/definition.snapshot.json'), 'utf8'),
);

/** What one may do to a snapshot to plant a break. */
type Draft = {
	authentication: { type: string; fields: Record<string, Record<string, unknown>> };
	triggers: Record<string, DraftStep>;
	creates: Record<string, DraftStep>;
	searches: Record<string, DraftStep>;
};
type DraftStep = {
	type?: string;
	inputs: Record<string, Record<string, unknown>>;
	outputs: Record<string, string>;
};

const step = (steps: Record<string, DraftStep>, key: string): DraftStep => {
	const found = steps[key];
	if (found === undefined) throw new Error(`There is no ${key}.`);
	return found;
};
const changed = (change: (draft: Draft) => void): Snapshot => {
	const draft: Draft = JSON.parse(JSON.stringify(current));
	change(draft);
	return draft as unknown as Snapshot;
};
const ended = 'vocalis_call_ended';

it('breaks nothing that is released', () => {
	expect(breakingChanges(committed, current)).toEqual([]);
});

it('is committed as it is', () => {
	expect(committed).toEqual(JSON.parse(JSON.stringify(current)));
});

describe('a change that breaks Zaps', () => {
	it.each<[Rule, string, (draft: Draft) => void]>([
		['step_removed', `triggers.${ended}`, ({ triggers }) => delete triggers[ended]],
		['step_removed', 'creates.start_call', ({ creates }) => delete creates.start_call],
		['step_removed', 'searches.find_call', ({ searches }) => delete searches.find_call],
		[
			'authentication_type_changed',
			'authentication',
			({ authentication }) => {
				authentication.type = 'oauth2';
			},
		],
		[
			'authentication_field_changed',
			'authentication.api_key',
			({ authentication }) => delete authentication.fields.api_key,
		],
		[
			'authentication_field_changed',
			'authentication.api_key',
			({ authentication }) => {
				authentication.fields.api_key = { type: 'string', required: true };
			},
		],
		[
			'authentication_field_changed',
			'authentication.region',
			({ authentication }) => {
				authentication.fields.region = { type: 'string', required: true };
			},
		],
		[
			'trigger_type_changed',
			`triggers.${ended}`,
			({ triggers }) => {
				step(triggers, ended).type = 'polling';
			},
		],
		[
			'input_removed',
			`triggers.${ended}.agent_id`,
			({ triggers }) => delete step(triggers, ended).inputs.agent_id,
		],
		[
			'input_removed',
			'creates.source_candidates.candidates[]email',
			({ creates }) => delete step(creates, 'source_candidates').inputs['candidates[]email'],
		],
		[
			'input_required',
			`triggers.${ended}.source_id`,
			({ triggers }) => {
				step(triggers, ended).inputs.source_id = { type: 'string', required: true };
			},
		],
		[
			'input_required',
			'searches.find_event.new',
			({ searches }) => {
				step(searches, 'find_event').inputs.new = { type: 'string', required: true };
			},
		],
		[
			'input_type_changed',
			`triggers.${ended}.agent_id`,
			({ triggers }) => {
				step(triggers, ended).inputs.agent_id = { type: 'string' };
			},
		],
		[
			'output_removed',
			`triggers.${ended}.emotion_summary__anger`,
			({ triggers }) => delete step(triggers, ended).outputs.emotion_summary__anger,
		],
		[
			'output_removed',
			'triggers.interview_completed.responses[]score',
			({ triggers }) => delete step(triggers, 'interview_completed').outputs['responses[]score'],
		],
		[
			'output_type_changed',
			`triggers.${ended}.duration_sec`,
			({ triggers }) => {
				step(triggers, ended).outputs.duration_sec = 'string';
			},
		],
		[
			'output_type_changed',
			'creates.source_candidates.errors',
			({ creates }) => {
				step(creates, 'source_candidates').outputs.errors = 'string';
			},
		],
	])('is found: %s of %s', (rule, where, change) => {
		const after = changed(change);
		expect(breakingChanges(current, after)).toEqual([{ rule, where }]);
		expect(() => nextSnapshot(current, after)).toThrow(`${rule} ${where}`);
	});

	it('is let through with a new major version, and for the first snapshot', () => {
		const after = { ...changed(({ triggers }) => delete triggers[ended]), version: '1.0.0' };
		expect(nextSnapshot({ ...current, version: '0.9.9' }, after)).toBe(after);
		expect(nextSnapshot(null)).toEqual(current);
	});
});

describe('a change that breaks nothing', () => {
	it.each<[string, (draft: Draft) => void]>([
		[
			'a new trigger',
			({ triggers }) => {
				triggers.new_one = { type: 'hook', inputs: {}, outputs: { id: 'string' } };
			},
		],
		[
			'a new optional field',
			({ triggers }) => {
				step(triggers, ended).inputs.city = { type: 'string' };
			},
		],
		[
			'a new required field that has a default',
			({ triggers }) => {
				step(triggers, ended).inputs.city = { type: 'string', required: true, default: true };
			},
		],
		[
			'a field that is required no more',
			({ creates }) => {
				step(creates, 'start_call').inputs.to = { type: 'string' };
			},
		],
		[
			'a new output',
			({ triggers }) => {
				step(triggers, ended).outputs.city = 'string';
			},
		],
	])('is let through: %s', (_name, change) => {
		const after = changed(change);
		expect(breakingChanges(current, after)).toEqual([]);
		expect(nextSnapshot(current, after)).toBe(after);
	});
});

it('notes what a field with a default or a key of its own is', () => {
	const app = createApp({ locale: 'en' });
	app.creates.start_call?.operation.inputFields?.push(
		{ key: 'speed', type: 'integer', required: true, default: '1' },
		() => [],
	);
	const { authentication, ...bare } = app;
	expect(authentication?.type).toBe('custom');
	const snapshot = snapshotOf({ ...bare });
	expect(snapshot.authentication).toEqual({ type: 'none', fields: {} });
	expect(snapshot.creates.start_call?.inputs).toMatchObject({
		speed: { type: 'integer', required: true, default: true },
		variables: { type: 'dictionary' },
	});
});
