import type { Component, Json, Module } from './component.ts';
import { connection } from './connection.ts';
import { base } from './general.ts';
import { filesOf, groups, manifest } from './manifest.ts';
import { replayEvent, sendSample } from './modules/deliver-events.ts';
import { findCall } from './modules/find-call.ts';
import { getEvent, listEvents } from './modules/read-events.ts';
import { instantTrigger, pollingTrigger } from './modules/triggers.ts';
import { makeApiCall } from './modules/universal.ts';
import { sourceCandidates, startCall } from './modules/vendor-actions.ts';
import { origins } from './origins.ts';
import { readme } from './readme.ts';
import { rpcs } from './rpcs.ts';
import { subjects } from './subjects.ts';
import { webhookOf } from './webhook.ts';

const moduleList = (): readonly Module[] => [
	...subjects().map(instantTrigger),
	pollingTrigger(),
	getEvent(),
	listEvents(),
	replayEvent(),
	sendSample(),
	findCall(),
	startCall(),
	sourceCandidates(),
	makeApiCall(),
];

/** Every component of the app, each after those it refers to. */
export const components = (): readonly Component[] => [
	connection,
	...rpcs,
	...subjects().map(webhookOf),
	...moduleList(),
];

const json = (value: Json): string => `${JSON.stringify(value, null, '\t')}\n`;

/** Every file of the app in Make's local-development format: path below its folder → text. */
export const appFiles = (): Readonly<Record<string, string>> => ({
	'makecomapp.json': json(manifest(components(), origins)),
	'README.md': readme(moduleList()),
	'general/base.iml.json': json(base),
	'modules/groups.json': json(groups(moduleList())),
	...Object.fromEntries(
		components().flatMap((component) =>
			filesOf(component).map(({ path, content }) => [path, json(content)]),
		),
	),
});
