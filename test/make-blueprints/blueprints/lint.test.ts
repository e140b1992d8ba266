import {
	lintBlueprint,
	type RuleName,
	rules,
} from '../../../make-blueprints/src/blueprints/lint/index.ts';
import type { Blueprint, Module } from '../../../make-blueprints/src/blueprints/scenario.ts';
import { visits } from '../../../make-blueprints/src/blueprints/walk.ts';
import { everyBlueprint, importBlueprint } from '../support/blueprint-bench.ts';

it.each(everyBlueprint)('$slug in $language has no finding', ({ slug, language }) => {
	expect(lintBlueprint(importBlueprint(slug, language))).toEqual([]);
});

type Writable<Value> = Value extends object
	? { -readonly [Key in keyof Value]: Writable<Value[Key]> }
	: Value;
type Draft = Writable<Blueprint>;
type DraftModule = Writable<Module>;

const moduleOf = (draft: Draft, id: number): DraftModule => {
	const found = visits(draft.flow as readonly Module[]).find(({ module }) => module.id === id);
	if (found === undefined) throw new Error(`There is no module ${id}.`);
	return found.module as DraftModule;
};
const mapperOf = (draft: Draft, id: number): Record<string, unknown> => {
	const { mapper } = moduleOf(draft, id);
	if (mapper === null) throw new Error(`Module ${id} maps nothing.`);
	return mapper as Record<string, unknown>;
};
const conditionsOf = (draft: Draft, id: number) => {
	const { filter } = moduleOf(draft, id);
	if (filter === undefined) throw new Error(`Module ${id} has no filter.`);
	return filter.conditions as { a: string; o: string; b?: string }[][];
};

/** Faults to plant into the alert scenario, by the rule that has to find each. */
const planted: Readonly<Record<RuleName, Readonly<Record<string, (draft: Draft) => void>>>> = {
	topLevel: {
		'a key of the API': (draft) => Object.assign(draft, { scheduling: { type: 'immediately' } }),
		'no name': (draft) => {
			draft.name = '';
		},
		'a name that is too long': (draft) => {
			draft.name = 'x'.repeat(121);
		},
	},
	idsUnique: {
		'an id twice on the main line': (draft) => {
			moduleOf(draft, 5).id = 4;
		},
		'an id twice, in a route and in an error handler': (draft) => {
			moduleOf(draft, 111).id = 20;
		},
		'an id that is none': (draft) => {
			moduleOf(draft, 12).id = 0;
		},
	},
	modulesKnown: {
		'a module that does not exist': (draft) => {
			Object.assign(moduleOf(draft, 12), { module: 'http:MakeARequest' });
		},
		'the legacy module': (draft) => {
			Object.assign(moduleOf(draft, 12), { module: 'http:ActionSendData', version: 3 });
		},
		'another version': (draft) => {
			moduleOf(draft, 12).version = 3;
		},
	},
	startsWithWebhook: {
		'no webhook': (draft) => {
			draft.flow.splice(0, 1);
		},
		'a filter before the webhook': (draft) => {
			const { filter } = moduleOf(draft, 5);
			Object.assign(moduleOf(draft, 1), { filter });
		},
		'no settings': (draft) => {
			draft.flow.splice(1, 1);
		},
		'a scenario that is not instant': (draft) => {
			draft.metadata.instant = false;
		},
	},
	routersRouted: {
		'a router with a mapper': (draft) => {
			moduleOf(draft, 6).mapper = {};
		},
		'a router with a filter': (draft) => {
			Object.assign(moduleOf(draft, 6), { filter: moduleOf(draft, 5).filter });
		},
		'a router without routes': (draft) => {
			moduleOf(draft, 6).routes = [];
		},
		'an empty route': (draft) => {
			moduleOf(draft, 6).routes?.push({ flow: [] });
		},
		'a route that takes everything': (draft) => {
			Reflect.deleteProperty(moduleOf(draft, 10), 'filter');
		},
		'routes at another module': (draft) => {
			Object.assign(moduleOf(draft, 3), { routes: [] });
		},
	},
	filtersComplete: {
		'an operator that does not exist': (draft) => {
			Object.assign(conditionsOf(draft, 5)[0]?.[0] ?? {}, { o: 'boolean:equals' });
		},
		'a group without conditions': (draft) => {
			conditionsOf(draft, 5).push([]);
		},
		'no group': (draft) => {
			conditionsOf(draft, 5).splice(0);
		},
		'nothing to compare with': (draft) => {
			Reflect.deleteProperty(conditionsOf(draft, 5)[0]?.[0] ?? {}, 'b');
		},
		'no name': (draft) => {
			Object.assign(moduleOf(draft, 5).filter ?? {}, { name: '' });
		},
	},
	nothingBound: {
		'a hook': (draft) => {
			moduleOf(draft, 1).parameters = { hook: 123 };
		},
		'a data store': (draft) => {
			moduleOf(draft, 4).parameters = { datastore: 7 };
		},
		'a connection, deep inside': (draft) => {
			mapperOf(draft, 12).extra = [{ __IMTCONN__: 1 }];
		},
		'a keychain': (draft) => {
			moduleOf(draft, 12).parameters = { apiKeyKeychain: 5 };
		},
		'what an export adds': (draft) => {
			Object.assign(moduleOf(draft, 12).metadata, { restore: {} });
		},
	},
	secretsEmpty: {
		'a signing secret': (draft) => {
			const [, secret] = mapperOf(draft, 2).variables as { value: string }[];
			Object.assign(secret ?? {}, { value: `whsec_${'a'.repeat(32)}` });
		},
		'a secret of another form': (draft) => {
			const [, secret] = mapperOf(draft, 2).variables as { value: string }[];
			Object.assign(secret ?? {}, { value: 'hunter2' });
		},
		'an API key': (draft) => {
			mapperOf(draft, 12).headers = [{ name: 'authorization', value: 'vhk_0123456789' }];
		},
		'a bearer token': (draft) => {
			mapperOf(draft, 12).headers = [{ name: 'authorization', value: 'Bearer abcdefgh123' }];
		},
		'an address of someone': (draft) => {
			mapperOf(draft, 12).url = 'https://crm.example.com/hook';
		},
		'an e-mail address': (draft) => {
			draft.description = 'Ask ada@example.com';
		},
	},
	failuresKept: {
		'no error handler': (draft) => {
			Reflect.deleteProperty(moduleOf(draft, 12), 'onerror');
		},
		'a handler that ignores': (draft) => {
			Object.assign(moduleOf(draft, 112), { module: 'builtin:Ignore' });
		},
		'a Break that does not try again': (draft) => {
			mapperOf(draft, 112).retry = false;
		},
		'nowhere to keep what failed': (draft) => {
			draft.metadata.scenario.dlq = false;
		},
	},
	placed: {
		'two modules in one place': (draft) => {
			moduleOf(draft, 5).metadata.designer.x = moduleOf(draft, 4).metadata.designer.x;
		},
		'a module without a name': (draft) => {
			moduleOf(draft, 5).metadata.designer.name = '';
		},
	},
	expressionsParse: {
		'braces that are not closed': (draft) => {
			mapperOf(draft, 3).json = '{{1.value}';
		},
		'the separator of apps': (draft) => {
			mapperOf(draft, 3).json = '{{ifempty(1.value, "")}}';
		},
		'the quotes of apps, in a filter': (draft) => {
			Object.assign(conditionsOf(draft, 10)[0]?.[0] ?? {}, { a: "{{ifempty(3.type; '')}}" });
		},
	},
	functionsKnown: {
		'a function that does not exist': (draft) => {
			mapperOf(draft, 3).json = '{{parseText(1.value)}}';
		},
		'a function that only apps have': (draft) => {
			mapperOf(draft, 3).json = '{{createJSON(1.value)}}';
		},
		'an operand too few': (draft) => {
			mapperOf(draft, 3).json = '{{ifempty(1.value)}}';
		},
	},
	referencesRun: {
		'a module that does not exist': (draft) => {
			mapperOf(draft, 12).jsonStringBodyContent = '{{99.json}}';
		},
		'a module that runs later': (draft) => {
			mapperOf(draft, 4).key = '{{5.key}}';
		},
		'a module of another route': (draft) => {
			mapperOf(draft, 22).jsonStringBodyContent = '{{11.json}}';
		},
		itself: (draft) => {
			mapperOf(draft, 4).key = '{{4.exist}}';
		},
		'a setting that is not there': (draft) => {
			mapperOf(draft, 12).url = '{{2.alarm_url}}';
		},
		'a field that no event has': (draft) => {
			mapperOf(draft, 4).key = '{{3.delivery_id}}';
		},
		'a variable that Make does not have': (draft) => {
			mapperOf(draft, 4).key = '{{trigger.id}}';
		},
	},
	eventsKnown: {
		'an event type that does not exist': (draft) => {
			Object.assign(conditionsOf(draft, 10)[0]?.[0] ?? {}, { b: 'voicehire.credits.gone' });
		},
	},
	senderChecked: {
		'no check': (draft) => {
			Reflect.deleteProperty(moduleOf(draft, 3), 'filter');
		},
		'no signature': (draft) => {
			conditionsOf(draft, 3).splice(0, 1);
		},
		'an empty secret passes': (draft) => {
			conditionsOf(draft, 3)[0]?.splice(1, 1);
		},
		'a signature of any age passes': (draft) => {
			conditionsOf(draft, 3)[0]?.splice(2, 1);
		},
		'a way in that nobody chose': (draft) => {
			conditionsOf(draft, 3)[1]?.splice(0, 1, { a: '{{1.value}}', o: 'text:contain', b: '{' });
		},
	},
};

const faults = (Object.keys(rules) as RuleName[]).flatMap((rule) =>
	Object.entries(planted[rule]).map(([fault, plant]) => ({ rule, fault, plant })),
);

it.each(faults)('$rule finds: $fault', ({ rule, plant }) => {
	const draft = importBlueprint('low-credits-alert', 'en') as Draft;
	plant(draft);
	const found = lintBlueprint(draft as Blueprint).map((finding) => finding.rule);
	expect(found).toContain(rule);
});

it.each(Object.keys(rules) as RuleName[])('%s has a planted fault', (rule) => {
	expect(Object.keys(planted[rule])).not.toEqual([]);
});
