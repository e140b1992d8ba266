import { defineEvent } from '../../define.ts';
import { decimal, identifier, integer, text, url } from '../../schema.ts';
import { body, jobTitle, ownCampaignId, sampleCampaignId } from './body.ts';

export const campaignCreated = defineEvent({
	name: 'campaign.created',
	category: 'campaign',
	label: { en: 'Campaign Created', fr: 'Campagne créée' },
	description: {
		en: 'Triggers when a new campaign is created.',
		fr: 'Se déclenche quand une nouvelle campagne est créée.',
	},
	provenance: 'documented',
	schema: body('campaign.created', {
		campaign_id: ownCampaignId,
		job_title: jobTitle,
		contract_type: text({ en: 'Contract Type', fr: 'Type de contrat' }),
		candidate_link: url({ en: 'Candidate Link', fr: 'Lien pour les candidats' }),
		questions_count: integer(
			{ en: 'Questions Count', fr: 'Nombre de questions' },
			{ unit: 'questions' },
		),
		status: text({ en: 'Status', fr: 'Statut' }),
	}),
	sample: {
		event: 'campaign.created',
		timestamp: '2024-01-15T10:30:00Z',
		data: {
			campaign_id: sampleCampaignId,
			job_title: 'Développeur Full Stack',
			contract_type: 'CDI',
			candidate_link: 'https://app.voicehire.io/candidate/abc123def456',
			questions_count: 6,
			status: 'active',
		},
	},
});

export const campaignStatusChanged = defineEvent({
	name: 'campaign.status_changed',
	category: 'campaign',
	label: { en: 'Campaign Status Changed', fr: 'Statut de campagne modifié' },
	description: {
		en: 'Triggers when the status of a campaign changes.',
		fr: 'Se déclenche quand le statut d’une campagne change.',
	},
	provenance: 'documented',
	schema: body('campaign.status_changed', {
		campaign_id: ownCampaignId,
		job_title: jobTitle,
		old_status: text({ en: 'Old Status', fr: 'Ancien statut' }),
		new_status: text({ en: 'New Status', fr: 'Nouveau statut' }),
	}),
	sample: {
		event: 'campaign.status_changed',
		timestamp: '2024-01-15T10:30:00Z',
		data: {
			campaign_id: sampleCampaignId,
			job_title: 'Développeur Full Stack',
			old_status: 'active',
			new_status: 'paused',
		},
	},
});

const creditsRemaining = decimal(
	{ en: 'Credits Remaining', fr: 'Crédits restants' },
	{ unit: 'credits' },
);

export const creditsLow = defineEvent({
	name: 'credits.low',
	category: 'credit',
	label: { en: 'Credits Low', fr: 'Crédits faibles' },
	description: {
		en: 'Triggers when your credits fall below the threshold you set (10 by default).',
		fr: 'Se déclenche quand vos crédits passent sous le seuil configuré (10 par défaut).',
	},
	provenance: 'documented',
	schema: body('credits.low', {
		credits_remaining: creditsRemaining,
		threshold: decimal({ en: 'Threshold', fr: 'Seuil' }, { unit: 'credits' }),
	}),
	sample: {
		event: 'credits.low',
		timestamp: '2024-01-15T10:00:00Z',
		data: { credits_remaining: 8.5, threshold: 10 },
	},
});

export const creditsDepleted = defineEvent({
	name: 'credits.depleted',
	category: 'credit',
	label: { en: 'Credits Depleted', fr: 'Crédits épuisés' },
	description: {
		en: 'Triggers when your credits are used up.',
		fr: 'Se déclenche quand vos crédits sont épuisés.',
	},
	provenance: 'documented',
	schema: body('credits.depleted', {
		credits_remaining: creditsRemaining,
		last_campaign_id: identifier(
			{ en: 'Last Campaign ID', fr: 'Identifiant de la dernière campagne' },
			{ unique: true },
		),
	}),
	sample: {
		event: 'credits.depleted',
		timestamp: '2024-01-15T15:00:00Z',
		data: { credits_remaining: 0, last_campaign_id: sampleCampaignId },
	},
});
