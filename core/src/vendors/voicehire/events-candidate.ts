import { defineEvent } from '../../define.ts';
import { boolean } from '../../schema.ts';
import {
	body,
	candidate,
	candidateEmail,
	candidatePhone,
	sampleCandidate,
	sampleEmail,
} from './body.ts';

export const candidateAdded = defineEvent({
	name: 'candidate.added',
	category: 'candidate',
	label: { en: 'Candidate Added', fr: 'Candidat ajouté' },
	description: {
		en: 'Triggers when a candidate is added to a campaign.',
		fr: 'Se déclenche quand un candidat est ajouté à une campagne.',
	},
	provenance: 'documented',
	schema: body('candidate.added', {
		...candidate,
		email: candidateEmail,
		phone: candidatePhone,
		call_queued: boolean({ en: 'Call Queued', fr: 'Appel en file d’attente' }),
	}),
	sample: {
		event: 'candidate.added',
		timestamp: '2024-01-15T10:30:00Z',
		data: { ...sampleCandidate, email: sampleEmail, phone: '0612345678', call_queued: true },
	},
});

export const candidateSourced = defineEvent({
	name: 'candidate.sourced',
	category: 'candidate',
	label: { en: 'Candidate Sourced', fr: 'Candidat sourcé' },
	description: {
		en: 'Triggers when a candidate is sourced by text message.',
		fr: 'Se déclenche quand un candidat est sourcé par SMS.',
	},
	provenance: 'documented',
	schema: body('candidate.sourced', {
		...candidate,
		phone: candidatePhone,
		sms_sent: boolean({ en: 'Text Message Sent', fr: 'SMS envoyé' }),
	}),
	sample: {
		event: 'candidate.sourced',
		timestamp: '2024-01-15T10:30:00Z',
		data: {
			...sampleCandidate,
			first_name: 'Marie',
			last_name: 'MARTIN',
			phone: '0612345678',
			sms_sent: true,
		},
	},
});
