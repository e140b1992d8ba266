import { z } from 'zod';
import { dateTime, email, eventName, identifier, phone, section, text } from '../../schema.ts';

/** The envelope that the vendor prints for all events. */
export const body = <const Name extends string, Shape extends z.core.$ZodLooseShape>(
	name: Name,
	data: Shape,
) =>
	z.looseObject({
		event: eventName(name),
		timestamp: dateTime({ en: 'Sent At', fr: 'Date d’envoi' }),
		data: section({ en: 'Data', fr: 'Données' }, data),
	});

const campaignLabel = { en: 'Campaign ID', fr: 'Identifiant de la campagne' };

export const campaignId = identifier(campaignLabel, {
	normalized: 'campaign_id',
	filter: 'campaign_id',
});
/** The campaign is what the event is about: a simulated one is another campaign. */
export const ownCampaignId = identifier(campaignLabel, {
	normalized: 'campaign_id',
	filter: 'campaign_id',
	unique: true,
});
export const jobTitle = text({ en: 'Job Title', fr: 'Intitulé du poste' });

/** Who the event is about; the two names together are the caller's name. */
export const candidate = {
	campaign_id: campaignId,
	candidate_id: identifier(
		{ en: 'Candidate ID', fr: 'Identifiant du candidat' },
		{ normalized: 'candidate_id', unique: true },
	),
	first_name: text(
		{ en: 'First Name', fr: 'Prénom' },
		{ normalized: 'caller_name', personal: 'name' },
	),
	last_name: text({ en: 'Last Name', fr: 'Nom' }, { normalized: 'caller_name', personal: 'name' }),
};
export const candidateEmail = email(
	{ en: 'Email', fr: 'E-mail' },
	{ normalized: 'email', personal: 'email' },
);
export const candidatePhone = phone(
	{ en: 'Phone', fr: 'Téléphone' },
	{ normalized: 'caller_phone_e164', personal: 'phone' },
);

export const sampleCampaignId = 'abc123def456';
export const sampleCandidate = {
	campaign_id: sampleCampaignId,
	candidate_id: '550e8400-e29b-41d4-a716-446655440000',
	first_name: 'Jean',
	last_name: 'Dupont',
};
/** The vendor's page masks the address it prints; this one stands in. */
export const sampleEmail = 'jean.dupont@example.com';
