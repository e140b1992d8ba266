import { type EventType, type Language, type Vendor, vendorById } from '@voicehooks/core';
import type { Hook } from '../../support/hooks.ts';
import {
	enteredSettings,
	gotOf,
	importBlueprint,
	recipeNamed,
	type Subscribed,
} from './blueprint-bench.ts';
import { hookBodyOf, type MakeBench } from './make-bench.ts';
import { createScenario } from './scenario-engine.ts';
import { until } from './until.ts';

/** An event type with its vendor. */
export const eventNamed = (
	type: string,
): { readonly vendor: Vendor; readonly eventType: EventType } => {
	const [vendorId = '', ...name] = type.split('.');
	const vendor = vendorById(vendorId);
	const eventType = vendor?.events.find((event) => event.name === name.join('.'));
	if (vendor === undefined || eventType === undefined) throw new Error(`There is no ${type}.`);
	return { vendor, eventType };
};

/** Alters the body of an event before it is sent. */
export type Change = (body: Record<string, unknown>) => void;
export type Got = ReturnType<typeof gotOf>;

/** Plays an event and runs a blueprint on what arrives; answers what the target got. */
export const playInto = async (
	{ bench, target }: { readonly bench: MakeBench; readonly target: Hook },
	slug: string,
	language: Language,
	subscribed: Subscribed,
	type: string,
	change: Change = () => {},
	settings: Readonly<Record<string, string>> = {},
): Promise<Got> => {
	const { vendor, eventType } = eventNamed(type);
	const id = await bench.play(vendor, eventType, change);
	const arrived = await until(() =>
		subscribed.hook.arrived.find((each) => hookBodyOf(each).id === id),
	);
	const scenario = createScenario(importBlueprint(slug, language), {
		settings: {
			...enteredSettings(recipeNamed(slug), language, subscribed.secret, target),
			...settings,
		},
	});
	const before = target.hits.length;
	await scenario.run(arrived);
	return gotOf(target.hits.slice(before));
};

/** Changes fields of the vendor's own part of the body. */
export const own =
	(fields: Readonly<Record<string, unknown>>): Change =>
	(body) => {
		const data = body.data;
		Object.assign(typeof data === 'object' && data !== null ? data : body, fields);
	};
