import type { Store } from '../../ports.ts';

/** The store's operations, and what the SQLite store's writer does besides. */
type Operation = keyof Store | 'writeOwed' | 'writeOlderOwed';

/**
 * Operations on no row of a delivery, nor on what a new one's state depends on: before every other
 * one, what a store owes has been written (see its tables/owed.ts).
 */
const lookingAway: readonly (readonly Operation[])[] = [
	// These know of what is owed.
	['accept', 'settle', 'writeOwed', 'writeOlderOwed'],
	['getSetting', 'putSetting', 'listSealed', 'replaceSealed', 'ping'],
	['loadConfiguration', 'putOrganisation', 'putKey', 'listKeys', 'putSource', 'listSources'],
	['getSourceHealth', 'putSourceHealth', 'listSubscriptions', 'getSubscriptionHealth'],
	['getMessage', 'listMessages', 'listSummaries', 'countDuplicates'],
	['addReceipt', 'getReceipt', 'listReceipts', 'putReceipt', 'listRejected'],
	['listFilterValues', 'listSamples', 'putCallContext', 'getCallContext'],
	['beginIdempotent', 'endIdempotent', 'dropIdempotent'],
	['addSandboxRequest', 'listSandboxRequests', 'clearSandbox'],
	['createMember', 'getMember', 'listMembers', 'membersByEmail', 'changeMember', 'deleteMember'],
	['addSignInLink', 'redeemSignInLink', 'getSession', 'touchSession', 'deleteSession'],
	['addAuditEntry', 'listAuditLog', 'addStatistics', 'readStatistics'],
	['lastBacklogCount', 'claimBacklogCount', 'addBacklog', 'endBacklogCount', 'readBacklog'],
	['putAlert', 'getAlert', 'deleteAlert', 'listAlerts', 'raiseAlert', 'resolveAlert'],
	['openAlertEvents', 'listAlertEvents', 'claimAlerts', 'settleAlert'],
];
const blind: ReadonlySet<Operation> = new Set(lookingAway.flat());

export const looksAtDeliveries = (name: Operation): boolean => !blind.has(name);
