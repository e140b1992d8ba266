import { catalogue, languages, vendors } from '@voicehooks/core';
import type { Create, Search, Trigger } from 'zapier-platform-core';
import manifest from '../../zapier-app/package.json' with { type: 'json' };
import { createApp } from '../../zapier-app/src/app.ts';
import { byKey } from '../../zapier-app/src/by-key.ts';
import publicApp from '../../zapier-app/src/index.ts';
import { eventKey } from '../../zapier-app/src/triggers/keys.ts';

const isHidden = ({ display }: Trigger | Create | Search) => display.hidden === true;
const visibleTriggers = (app: ReturnType<typeof createApp>) =>
	Object.values(app.triggers).filter((trigger) => !isHidden(trigger));
const stepsOf = (app: ReturnType<typeof createApp>) => [
	...Object.values(app.triggers),
	...Object.values(app.creates),
	...Object.values(app.searches),
];
const variants = [undefined, ...vendors.map(({ id }) => id)].flatMap((vendor) =>
	languages.map((locale) => ({ ...(vendor === undefined ? {} : { vendor }), locale })),
);

describe('the app for every vendor', () => {
	const app = createApp({ locale: 'en' });

	it('is what is published, in English', () => {
		expect(Object.keys(publicApp.triggers)).toEqual(Object.keys(app.triggers));
		expect(publicApp.version).toBe(manifest.version);
		expect(publicApp.flags?.cleanInputData).toBe(false);
	});

	it('has three actions and two searches', () => {
		expect(Object.keys(app.creates)).toEqual(['start_call', 'source_candidates', 'replay_event']);
		expect(Object.keys(app.searches)).toEqual(['find_event', 'find_call']);
	});

	it('has labels that no two visible triggers share', () => {
		const labels = visibleTriggers(app).map(({ display }) => display.label);
		expect(new Set(labels).size).toBe(labels.length);
	});

	it('warns where a vendor does not publish the fields of an event', () => {
		for (const { vendor, event, provenance } of catalogue()) {
			const { display } = app.triggers[eventKey(vendor, event)] ?? {};
			expect(display?.directions === undefined).toBe(provenance === 'documented');
		}
	});
});

describe.each(vendors.map(({ id, name }) => [name, id] as const))(
	'the white-label app of %s',
	(name, id) => {
		const app = createApp({ vendor: id, locale: 'en' });
		const others = vendors.filter((vendor) => vendor.id !== id);

		it('has the triggers of its vendor and no others', () => {
			const own = catalogue().filter(({ vendor }) => vendor === id);
			const keys = visibleTriggers(app).map(({ key }) => key);
			expect(keys).toEqual(expect.arrayContaining(own.map(({ event }) => eventKey(id, event))));
			expect(keys).toContain(`${id}_any_event`);
			expect(keys.filter((key) => others.some((other) => key.startsWith(`${other.id}_`)))).toEqual(
				[],
			);
		});

		it('has the actions of its vendor and those of the service', () => {
			const actions = Object.keys(vendors.find((vendor) => vendor.id === id)?.api?.actions ?? {});
			expect(Object.keys(app.creates)).toEqual([...actions, 'replay_event']);
		});

		it('names no other vendor in any text, and not its own in labels', () => {
			const text = JSON.stringify([app, ...stepsOf(app)]);
			expect(others.filter((other) => text.includes(other.name))).toEqual([]);
			const labels = stepsOf(app).map(({ display }) => display.label ?? '');
			expect(labels.filter((label) => label.includes(name))).toEqual([]);
		});

		it('has the same steps, key by key, as the app for every vendor', () => {
			const whole = createApp({ locale: 'en' });
			for (const trigger of visibleTriggers(app)) {
				const same = whole.triggers[trigger.key]?.operation;
				expect(JSON.stringify(trigger.operation)).toBe(JSON.stringify(same));
			}
		});
	},
);

describe.each(variants)('the app of %p', (options) => {
	const app = createApp(options);

	it('refers to hidden lists that it has, and has no list in vain', () => {
		const used = new Set(
			stepsOf(app).flatMap(({ operation }) =>
				(operation.inputFields ?? []).flatMap((field) =>
					'dynamic' in field && field.dynamic !== undefined ? [field.dynamic.split('.')[0]] : [],
				),
			),
		);
		const lists = Object.values(app.triggers)
			.filter(isHidden)
			.map(({ key }) => key);
		expect([...used].sort()).toEqual(lists.toSorted());
	});

	it('subscribes every visible trigger to hooks', () => {
		for (const { operation } of visibleTriggers(app)) {
			expect(operation).toMatchObject({
				type: 'hook',
				performSubscribe: expect.any(Function),
				performUnsubscribe: expect.any(Function),
				performList: expect.any(Function),
			});
		}
	});
});

describe('the French app', () => {
	const [english, french] = [createApp({ locale: 'en' }), createApp({ locale: 'fr' })];

	it('has the same keys and other words for everything that people read', () => {
		const words = (app: typeof english) =>
			stepsOf(app).flatMap(({ key, display, operation }) => [
				[`${key} description`, display.description] as const,
				...(operation.inputFields ?? []).flatMap((field) =>
					'key' in field ? [[`${key} ${field.key}`, field.helpText] as const] : [],
				),
			]);
		const same = words(english).filter(([where, text]) => {
			const twin = words(french).find(([other]) => other === where);
			expect(twin).toBeDefined();
			return text !== undefined && twin?.[1] === text;
		});
		expect(same).toEqual([]);
	});

	it('spells as French is printed', () => {
		const texts = stepsOf(french).flatMap(({ display, operation }) => [
			display.label,
			display.description,
			...[...(operation.inputFields ?? []), ...(operation.outputFields ?? [])].flatMap((field) =>
				'key' in field ? [field.label, 'helpText' in field ? field.helpText : ''] : [],
			),
		]);
		expect(
			texts.filter((text) => text === undefined || /\p{L}'\p{L}| [:;?!»]|« /u.test(text)),
		).toEqual([]);
		expect(french.triggers.vocalis_call_ended?.display).toMatchObject({
			label: 'VOCALIS\u00a0: Appel terminé',
			description: expect.stringMatching(/^Se déclenche quand .*\.$/),
		});
	});
});

it('is not built for a vendor that nobody declared', () => {
	expect(() => createApp({ vendor: 'acme', locale: 'en' })).toThrow(
		'There is no vendor acme. Choose one of: vocalis, inboundflow, voicehire, dexem.',
	);
});

it('cannot have two steps of one key', () => {
	expect(() => byKey([{ key: 'one' }, { key: 'two' }, { key: 'one' }])).toThrow('the key one');
});
