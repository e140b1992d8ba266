import type { components } from '../../api/schema.ts';
import type { Tone } from '../../components/state.tsx';
import type { Said } from '../../text/texts.ts';
import type { reasonTexts } from './texts.ts';

export type Receipt = components['schemas']['Receipt'];
export type Outcome = Receipt['outcome'];

export type ReceiptDetail = components['schemas']['ReceiptDetail'];

/** The receipt of a message has its id, but for the prefix (the API says so). */
export const receiptIdOf = (messageId: string): string => messageId.replace(/^msg_/, 'rcp_');

export const outcomes = ['accepted', 'duplicate', 'rejected', 'quarantined'] as const;

export const outcomeTones: Readonly<Record<Outcome, Exclude<Tone, 'accent'>>> = {
	accepted: 'good',
	duplicate: 'calm',
	rejected: 'bad',
	quarantined: 'warn',
};

/** Why a request came to its outcome, in words; a code that nobody put into words as it is. */
export const reasonOf = (
	{ outcome, reason }: Pick<Receipt, 'outcome' | 'reason'>,
	said: Said<typeof reasonTexts>,
): string | null => {
	if (outcome === 'accepted') return reason === null ? null : said.accepted_later;
	const words: Readonly<Record<string, string>> = said;
	if (reason !== null) return words[reason] ?? reason;
	if (outcome === 'duplicate') return said.duplicate;
	return outcome === 'quarantined' ? said.stale_timestamp : null;
};

/** Whether "deliver anyway" can do something: there is something to deliver, and it was not. */
export const mayAccept = ({
	outcome,
	kept,
	message_id,
}: Pick<Receipt, 'outcome' | 'kept' | 'message_id'>): boolean => {
	switch (outcome) {
		case 'accepted':
			return false;
		case 'quarantined':
			return message_id !== null;
		case 'duplicate':
			return kept || message_id !== null;
		case 'rejected':
			return kept;
	}
};
