import type { RetentionLimits } from '../../receiver-service/src/ports.ts';

/** Limits that let everything stay; a test lowers those it is about. */
export const keepAll: RetentionLimits = {
	messagesBefore: 0,
	rejectedReceiptsBefore: 0,
	deduplicationBefore: 0,
	idempotencyBefore: 0,
	sandboxBefore: 0,
	callContextsBefore: 0,
	statisticsBefore: 0,
	subscriptionMinutesBefore: 0,
	alertEventsBefore: 0,
	messagesBeforeByOrganisation: {},
	signInLinksBefore: 0,
	sessionsUsedBefore: 0,
	sessionsBegunBefore: 0,
	auditBefore: 0,
};
