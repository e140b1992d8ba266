import { z } from 'zod';
import { defineEvent, defineVendor } from '../../core/src/define.ts';
import { standardPolicy } from '../../core/src/policy.ts';
import {
	boolean,
	dateTime,
	eventName,
	integer,
	list,
	phone,
	section,
	text,
} from '../../core/src/schema.ts';

const label = { en: 'A Label', fr: 'Un libellé' };

const rang = defineEvent({
	name: 'phone.rang',
	category: 'call',
	label: { en: 'Phone Rang', fr: 'Le téléphone a sonné' },
	description: { en: 'Triggers when it rings.', fr: 'Se déclenche quand ça sonne.' },
	provenance: 'documented',
	schema: z.looseObject({
		event: eventName('phone.rang'),
		sent_at: dateTime(label),
		data: section(label, {
			line: text(label, { filter: 'tracking_number' }),
			score: integer(label, { normalized: 'score', filter: 'score' }),
			legs: list(label, { who: phone(label), answered: boolean(label) }),
		}),
	}),
	sample: {
		event: 'phone.rang',
		sent_at: '2026-02-24T21:00:00Z',
		data: { line: '1', score: 3, legs: [{ who: '+33612345678', answered: true }] },
	},
});

/** A vendor of tomorrow: enveloped, with a list, filters and a dash in its id. */
export const fifthVendor = defineVendor({
	id: 'fifth-vendor',
	name: 'Fifth',
	homepage: 'https://example.com',
	documentation: 'https://example.com/docs',
	about: label,
	setup: [label],
	signature: { kind: 'none' },
	secret: 'none',
	envelope: { kind: 'enveloped', dataPath: 'data' },
	headers: {},
	fileHosts: [],
	deliveryPolicy: standardPolicy,
	events: [rang],
});
