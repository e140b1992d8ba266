import { hash } from 'node:crypto';
import type { Message } from '../../domain/types.ts';

/** What a message is found by, besides its id and its place. */
export type LookupKind = 'subject' | 'call' | 'candidate';
export type Findable = Pick<Message, 'orgId' | 'subjects' | 'callId' | 'candidateId'>;

/** 48 bits, as an exact number. */
const hashDigits = 12;

/** Short: what is found by it is compared again. */
export const lookupKey = (orgId: string, kind: LookupKind, value: string): number =>
	Number.parseInt(hash('sha1', `${orgId}\n${kind}\n${value}`, 'hex').slice(0, hashDigits), 16);

export const lookupKeys = ({
	orgId,
	subjects,
	callId,
	candidateId,
}: Findable): readonly number[] => [
	...subjects.map((subject) => lookupKey(orgId, 'subject', subject)),
	...(callId === null ? [] : [lookupKey(orgId, 'call', callId)]),
	...(candidateId === null ? [] : [lookupKey(orgId, 'candidate', candidateId)]),
];
