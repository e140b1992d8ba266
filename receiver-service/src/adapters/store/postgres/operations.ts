import type { Store } from '../../../ports.ts';
import type { Sql } from './database.ts';
import {
	claimAlerts,
	deleteAlert,
	getAlert,
	listAlertEvents,
	listAlerts,
	openAlertEvents,
	putAlert,
	raiseAlert,
	resolveAlert,
	settleAlert,
} from './tables/alerts.ts';
import { addAuditEntry, listAuditLog } from './tables/audit-log.ts';
import {
	addBacklog,
	backlog,
	claimBacklogCount,
	countBacklog,
	endBacklogCount,
	lastBacklogCount,
	readBacklog,
} from './tables/backlog.ts';
import { getCallContext, putCallContext } from './tables/call-contexts.ts';
import {
	deleteSource,
	listKeys,
	listSources,
	loadConfiguration,
	putKey,
	putOrganisation,
	putSource,
} from './tables/configuration.ts';
import { addDeliveries, getDelivery, nextDue, statistics } from './tables/deliveries.ts';
import { listDeliveries } from './tables/delivery-list.ts';
import { expireHandovers, listHandover, takeOver } from './tables/handovers.ts';
import { getSourceHealth, getSubscriptionHealth, putSourceHealth } from './tables/health.ts';
import { beginIdempotent, dropIdempotent, endIdempotent } from './tables/idempotency.ts';
import { listFilterValues, listSamples } from './tables/learned.ts';
import {
	changeMember,
	createMember,
	deleteMember,
	getMember,
	listMembers,
	membersByEmail,
} from './tables/members.ts';
import { getMessage, listMessages, listSummaries, releaseMessage } from './tables/messages.ts';
import { countPersonalData, erasePersonalData, readPersonalData } from './tables/personal-data.ts';
import {
	addReceipt,
	countDuplicates,
	getReceipt,
	listReceipts,
	listRejected,
	putReceipt,
} from './tables/receipts.ts';
import { addSandboxRequest, clearSandbox, listSandboxRequests } from './tables/sandbox.ts';
import { listSealed, replaceSealed } from './tables/sealed.ts';
import {
	addSignInLink,
	deleteSession,
	getSession,
	redeemSignInLink,
	touchSession,
} from './tables/sessions.ts';
import { getSetting, putSetting } from './tables/settings.ts';
import { addStatistics, readStatistics } from './tables/statistics.ts';
import {
	createSubscription,
	deleteSubscription,
	listSubscriptions,
	setSubscriptionStatus,
	updateSubscription,
} from './tables/subscriptions.ts';

/** An operation of the store on a connection, or in a transaction. */
type Operations<Name extends keyof Store> = {
	readonly [Each in Name]: (sql: Sql, ...args: Parameters<Store[Each]>) => ReturnType<Store[Each]>;
};

/** What only reads. */
export const reads = {
	getSetting,
	listSealed,
	loadConfiguration,
	listKeys,
	listSources,
	getSourceHealth,
	getSubscriptionHealth,
	listSubscriptions,
	getMessage,
	listMessages,
	listSummaries,
	countDuplicates,
	getDelivery,
	listDeliveries,
	nextDue,
	backlog,
	lastBacklogCount,
	countBacklog,
	readBacklog,
	getReceipt,
	listReceipts,
	listRejected,
	listFilterValues,
	listSamples,
	listSandboxRequests,
	getCallContext,
	getMember,
	listMembers,
	membersByEmail,
	getSession,
	listAuditLog,
	readStatistics,
	getAlert,
	listAlerts,
	openAlertEvents,
	listAlertEvents,
	countPersonalData,
	readPersonalData,
	statistics,
} satisfies Partial<Operations<keyof Store>>;

/** What writes, in the order it was asked for. */
export const writes = {
	putSetting,
	replaceSealed,
	putSourceHealth,
	listHandover,
	takeOver,
	expireHandovers,
	addReceipt,
	addDeliveries,
	releaseMessage,
	putReceipt,
	beginIdempotent,
	endIdempotent,
	dropIdempotent,
	addSandboxRequest,
	clearSandbox,
	createMember,
	changeMember,
	deleteMember,
	addSignInLink,
	redeemSignInLink,
	touchSession,
	deleteSession,
	addAuditEntry,
	addStatistics,
	claimBacklogCount,
	addBacklog,
	endBacklogCount,
	putAlert,
	deleteAlert,
	raiseAlert,
	resolveAlert,
	claimAlerts,
	settleAlert,
} satisfies Partial<Operations<keyof Store>>;

/** What writes the configuration, which every replica has in memory. */
export const configures = {
	putOrganisation,
	putKey,
	putSource,
	deleteSource,
	createSubscription,
	updateSubscription,
	setSubscriptionStatus,
	deleteSubscription,
	putCallContext,
	erasePersonalData,
} satisfies Partial<Operations<keyof Store>>;
