import type { ApiKey, Organisation, Source } from '../../../domain/types.ts';
import type { Database } from './database.ts';
import type { Operations } from './protocol.ts';
import { createAlerts } from './tables/alerts.ts';
import { createAuditLog } from './tables/audit-log.ts';
import { createBacklog } from './tables/backlog.ts';
import { createCallContexts, sourcesWithCalls } from './tables/call-contexts.ts';
import { allDocuments, createConfiguration } from './tables/configuration.ts';
import { createDeliveries } from './tables/deliveries.ts';
import { createHandovers } from './tables/handovers.ts';
import { allSourceHealth, allSubscriptionHealth, createHealth } from './tables/health.ts';
import { createIdempotency } from './tables/idempotency.ts';
import { createLearned } from './tables/learned.ts';
import { createMembers } from './tables/members.ts';
import { createMessages } from './tables/messages.ts';
import { createNames } from './tables/names.ts';
import { createOwed, type Owed } from './tables/owed.ts';
import { createPersonalData } from './tables/personal-data.ts';
import { createPlaces } from './tables/places.ts';
import { createReceipts } from './tables/receipts.ts';
import { createRetention } from './tables/retention.ts';
import { createSandbox } from './tables/sandbox.ts';
import { createSealed } from './tables/sealed.ts';
import { createSessions } from './tables/sessions.ts';
import { createSettings } from './tables/settings.ts';
import { createSettle } from './tables/settle.ts';
import { createStatistics } from './tables/statistics.ts';
import { allSubscriptions } from './tables/subscription-rows.ts';
import { createSubscriptions } from './tables/subscriptions.ts';

/** Every operation of the store on one connection. None of them begins or ends a transaction. */
export const createOperations = (database: Database): Operations & Pick<Owed, 'recover'> => {
	const names = createNames(database);
	const owed = createOwed(database, names);
	const { writeOwed, writeOlderOwed, recover } = owed;
	return {
		writeOwed,
		writeOlderOwed,
		recover,
		...createSettings(database),
		...createSealed(database),
		...createConfiguration(database),
		...createHealth(database),
		...createSubscriptions(database, names),
		...createHandovers(database, names),
		...createMessages(database, names, owed, createPlaces(database)),
		...createSettle(database, names, owed),
		...createDeliveries(database, names),
		...createReceipts(database, names),
		...createLearned(database),
		...createIdempotency(database),
		...createSandbox(database),
		...createCallContexts(database),
		...createMembers(database),
		...createSessions(database),
		...createAuditLog(database),
		...createStatistics(database),
		...createBacklog(database, names),
		...createAlerts(database),
		...createPersonalData(database, names),
		...createRetention(database, names),
		loadConfiguration: () => ({
			organisations: allDocuments<Organisation>(database, 'organisations'),
			keys: allDocuments<ApiKey>(database, 'keys'),
			sources: allDocuments<Source>(database, 'sources'),
			subscriptions: allSubscriptions(database),
			subscriptionHealth: allSubscriptionHealth(database),
			sourceHealth: allSourceHealth(database),
			sourcesWithCalls: sourcesWithCalls(database),
		}),
	};
};
