import type { Organisation } from '../domain/types.ts';
import type { Context } from './context.ts';

/** The organisation that a caller belongs to. */
export const organisationOf = (
	context: Pick<Context, 'directory'>,
	orgId: string,
): Organisation => {
	const organisation = context.directory.organisation(orgId);
	if (organisation === undefined) throw new Error(`There is no organisation ${orgId}.`);
	return organisation;
};

/** What a change may hold; undefined leaves as it is. */
export type OrganisationChange = {
	readonly name?: string | undefined;
	readonly retentionDays?: number | undefined;
	readonly locale?: Organisation['locale'];
	readonly silenceAlarmHours?: number | null | undefined;
};

export const changeOrganisation = async (
	context: Pick<Context, 'directory' | 'store'>,
	orgId: string,
	change: OrganisationChange,
): Promise<Organisation> => {
	const given = Object.entries(change).filter(([, value]) => value !== undefined);
	const changed: Organisation = {
		...organisationOf(context, orgId),
		...(Object.fromEntries(given) as Partial<Organisation>),
	};
	await context.store.putOrganisation(changed);
	context.directory.putOrganisation(changed);
	return changed;
};
