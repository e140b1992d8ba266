import { defineEvent } from '../../define.ts';
import { date, decimal, list, longText, text } from '../../schema.ts';
import {
	body,
	candidate,
	candidateEmail,
	candidatePhone,
	sampleCandidate,
	sampleEmail,
} from './body.ts';

/** What `candidate.interview.completed` tells, and `.extended` repeats. */
const interview = {
	...candidate,
	email: candidateEmail,
	phone: candidatePhone,
	interview_score: decimal(
		{ en: 'Interview Score', fr: 'Score de l’entretien' },
		{ normalized: 'score', filter: 'score' },
	),
	availability: text({ en: 'Availability', fr: 'Disponibilité' }, { personal: 'free_text' }),
	availability_start: date({ en: 'Available From', fr: 'Disponible à partir du' }),
	salary_expectation: text(
		{ en: 'Salary Expectation', fr: 'Prétentions salariales' },
		{ personal: 'free_text' },
	),
	candidate_alignment: longText(
		{ en: 'Candidate Alignment', fr: 'Adéquation du candidat' },
		{ personal: 'free_text' },
	),
	strengths: longText({ en: 'Strengths', fr: 'Points forts' }, { personal: 'free_text' }),
	concerns: longText({ en: 'Concerns', fr: 'Points de vigilance' }, { personal: 'free_text' }),
};

const sampleInterview = {
	...sampleCandidate,
	email: sampleEmail,
	phone: '0612345678',
	interview_score: 8.5,
	availability: 'Disponible immédiatement',
	availability_start: '2024-02-01',
	salary_expectation: '45000 EUR',
	candidate_alignment: 'Excellente correspondance',
	strengths: 'Expérience React, Communication excellente',
	concerns: "Peu d'expérience en gestion d'équipe",
};

export const interviewStarted = defineEvent({
	name: 'candidate.interview.started',
	category: 'interview',
	label: { en: 'Interview Started', fr: 'Entretien démarré' },
	description: {
		en: 'Triggers when a phone interview starts.',
		fr: 'Se déclenche quand un entretien téléphonique commence.',
	},
	provenance: 'documented',
	schema: body('candidate.interview.started', candidate),
	sample: {
		event: 'candidate.interview.started',
		timestamp: '2024-01-15T14:30:00Z',
		data: sampleCandidate,
	},
});

export const interviewCompleted = defineEvent({
	name: 'candidate.interview.completed',
	category: 'interview',
	label: { en: 'Interview Completed', fr: 'Entretien terminé' },
	description: {
		en: 'Triggers when an interview has been completed.',
		fr: 'Se déclenche quand un entretien est terminé avec succès.',
	},
	provenance: 'documented',
	schema: body('candidate.interview.completed', interview),
	sample: {
		event: 'candidate.interview.completed',
		timestamp: '2024-01-15T14:45:00Z',
		data: sampleInterview,
	},
});

export const interviewCompletedExtended = defineEvent({
	name: 'candidate.interview.completed.extended',
	category: 'interview',
	label: { en: 'Interview Completed (Extended)', fr: 'Entretien terminé (détaillé)' },
	description: {
		en: 'Triggers when an interview has been completed, with each question and answer.',
		fr: 'Se déclenche quand un entretien est terminé avec succès, avec le détail des réponses.',
	},
	provenance: 'documented',
	schema: body('candidate.interview.completed.extended', {
		...interview,
		responses: list(
			{ en: 'Responses', fr: 'Réponses' },
			{
				question: longText({ en: 'Question', fr: 'Question' }),
				answer: longText({ en: 'Answer', fr: 'Réponse' }, { personal: 'free_text' }),
				score: decimal({ en: 'Score', fr: 'Score' }),
				explanation: longText({ en: 'Explanation', fr: 'Explication' }, { personal: 'free_text' }),
			},
		),
	}),
	sample: {
		event: 'candidate.interview.completed.extended',
		timestamp: '2024-01-15T14:45:00Z',
		data: {
			...sampleInterview,
			responses: [
				{
					question: 'Quelle est votre expérience avec React?',
					answer: "J'ai 5 ans d'expérience...",
					score: 9,
					explanation: 'Expertise approfondie démontrée',
				},
			],
		},
	},
});

export const interviewFailed = defineEvent({
	name: 'candidate.interview.failed',
	category: 'interview',
	label: { en: 'Interview Failed', fr: 'Entretien échoué' },
	description: {
		en: 'Triggers when an interview fails or stays incomplete.',
		fr: 'Se déclenche quand un entretien échoue ou reste incomplet.',
	},
	provenance: 'documented',
	schema: body('candidate.interview.failed', {
		...candidate,
		// An open set: the page lists voicemail, no_answer, user_hangup and technical_error.
		failure_reason: text(
			{ en: 'Failure Reason', fr: 'Motif de l’échec' },
			{ filter: 'failure_reason' },
		),
	}),
	sample: {
		event: 'candidate.interview.failed',
		timestamp: '2024-01-15T14:35:00Z',
		data: {
			...sampleCandidate,
			first_name: 'Pierre',
			last_name: 'Durand',
			failure_reason: 'voicemail',
		},
	},
});
