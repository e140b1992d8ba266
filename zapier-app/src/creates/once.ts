import { hash } from 'node:crypto';
import type { PlainInputField } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';

/**
 * The key of an action that rings or texts people. Zapier runs a failed step again with the same
 * fields and no id of the run: equal fields are the same action, so that nobody is called twice. The
 * service keeps a key for 24 hours.
 */
export const onceKey = (action: string, inputs: Readonly<Record<string, unknown>>): string => {
	const sorted = Object.entries(inputs).sort(([one], [other]) => (one < other ? -1 : 1));
	return `zapier-${hash('sha256', JSON.stringify([action, sorted]), 'hex')}`;
};

/** Tells apart what has the same fields and is meant to be done again. */
export const referenceInput = (build: Build): PlainInputField => ({
	key: 'reference',
	label: say(build, { en: 'Reference', fr: 'Référence' }),
	type: 'string',
	required: false,
	helpText: say(build, {
		en: 'With the same fields, this step acts once in 24 hours, so that a replayed Zap reaches nobody twice. To act again within that time, map something that differs here, such as the ID of the event.',
		fr: 'Avec les mêmes champs, cette étape n’agit qu’une fois en 24 heures : un Zap relancé ne contacte personne deux fois. Pour agir de nouveau dans ce délai, reliez ici une valeur qui change, comme l’identifiant de l’événement.',
	}),
});

/** Whether the service answered with what it did before. */
export const wasDoneBefore = (response: { getHeader: (name: string) => string | undefined }) =>
	response.getHeader('idempotency-replayed') === 'true';
