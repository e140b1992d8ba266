/** The receipt of a message is the message itself: the id differs in its prefix only. */
export const receiptIdOf = (messageId: string): string =>
	`rcp_${messageId.slice(messageId.indexOf('_') + 1)}`;

export const messageIdOf = (receiptId: string): string =>
	`msg_${receiptId.slice(receiptId.indexOf('_') + 1)}`;
