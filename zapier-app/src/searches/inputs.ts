import type { PlainInputField } from 'zapier-platform-core';
import { type Build, say } from '../build.ts';
import { callListKey } from '../lists/plans.ts';

/** A call by its id: from an earlier step, or from the menu of recent ones. */
export const callInput = (build: Build): PlainInputField => ({
	key: 'call_id',
	label: say(build, { en: 'Call', fr: 'Appel' }),
	type: 'string',
	required: false,
	dynamic: `${callListKey}.id.name`,
	helpText: say(build, {
		en: 'Its ID, as triggers and Start Call give it. The menu shows recent ones.',
		fr: 'Son identifiant, tel que le donnent les déclencheurs et l’action Lancer un appel. Le menu montre les plus récents.',
	}),
});

/** A phone number to look for, in any spelling. */
export const phoneInput = (build: Build): PlainInputField => ({
	key: 'phone',
	label: say(build, { en: 'Phone Number', fr: 'Numéro de téléphone' }),
	type: 'string',
	required: false,
	placeholder: '+33612345678',
	helpText: say(build, {
		en: 'In any spelling. National ones are read as French.',
		fr: 'Dans n’importe quelle écriture. Un numéro national est lu comme français.',
	}),
});
