import type { CatalogueEntry, Category } from '@voicehooks/core';
import { filterFieldsIn } from './filters.ts';

/** A tracked call says which number was dialled, so that campaigns can be told apart. */
const isTracked = (entry: CatalogueEntry): boolean => filterFieldsIn(entry).has('tracking_number');

type CategoryFamily = 'calls' | 'bookings-and-leads' | 'interviews' | 'campaigns-and-credits';

/** Events that mean alike, whichever vendor sends them. */
export type Family = {
	readonly id: CategoryFamily | 'tracked-calls';
	readonly name: string;
	readonly when: string;
	readonly includes: (entry: CatalogueEntry) => boolean;
};

/** The family of each category; `account` events are watched by vendor only. */
const familyOf: Readonly<Record<Category, CategoryFamily | null>> = {
	call: 'calls',
	conversation: 'calls',
	appointment: 'bookings-and-leads',
	lead: 'bookings-and-leads',
	candidate: 'interviews',
	interview: 'interviews',
	campaign: 'campaigns-and-credits',
	credit: 'campaigns-and-credits',
	account: null,
};
const inFamily =
	(id: CategoryFamily) =>
	(entry: CatalogueEntry): boolean =>
		familyOf[entry.category] === id && !isTracked(entry);

export const families: readonly Family[] = [
	{
		id: 'calls',
		name: 'Calls',
		when: 'a call starts, ends or is transferred, or something is noticed in its conversation',
		includes: inFamily('calls'),
	},
	{
		id: 'tracked-calls',
		name: 'Tracked Calls',
		when: 'a call to a tracking number is received or ends',
		includes: isTracked,
	},
	{
		id: 'bookings-and-leads',
		name: 'Bookings and Leads',
		when: 'an appointment is booked or a lead is found in a call',
		includes: inFamily('bookings-and-leads'),
	},
	{
		id: 'interviews',
		name: 'Interviews',
		when: 'a candidate is added or sourced, or an interview starts, is completed or fails',
		includes: inFamily('interviews'),
	},
	{
		id: 'campaigns-and-credits',
		name: 'Campaigns and Credits',
		when: 'a campaign is created or changes, or credits run low or out',
		includes: inFamily('campaigns-and-credits'),
	},
];
