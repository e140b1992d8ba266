import { type LookupKind, lookupKey } from '../../lookup-key.ts';
import { type Condition, condition } from './lists.ts';

/**
 * The way from a person, a call or a candidate to messages: short hashes in one array for each
 * message, in one inverted index that takes new ones in bulk. What is found is compared again.
 */
const found = (
	orgId: string,
	kind: LookupKind,
	values: readonly string[],
): readonly Condition[] => [
	condition('m.org_id = ?', orgId),
	condition(
		'm.lookups && ?::bigint[]',
		values.map((value) => lookupKey(orgId, kind, value)),
	),
];

/** Messages `m` of this call, or of this candidate. */
export const messagesOf = (
	orgId: string,
	kind: 'call' | 'candidate',
	value: string,
): readonly Condition[] => [...found(orgId, kind, [value]), condition(`m.${kind}_id = ?`, value)];

/** Messages `m` of the organisation that mention any of these people. */
export const messagesAbout = (orgId: string, subjects: readonly string[]): readonly Condition[] => [
	...found(orgId, 'subject', subjects),
	condition(
		'EXISTS (SELECT 1 FROM json_array_elements_text(m.subjects::json) s WHERE s = ANY(?::text[]))',
		subjects,
	),
];
