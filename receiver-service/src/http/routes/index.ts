import type { Endpoint } from '../route.ts';
import { alertRoutes } from './alerts.ts';
import { auditLogRoutes } from './audit-log.ts';
import { callRoutes } from './calls.ts';
import { campaignRoutes } from './campaigns.ts';
import { deliveryRoutes } from './deliveries.ts';
import { documentRoutes } from './documents.ts';
import { eventTypeRoutes } from './event-types.ts';
import { fileRoutes } from './files.ts';
import { filterValueRoutes } from './filter-values.ts';
import { healthRoutes } from './health.ts';
import { keyRoutes } from './keys.ts';
import { liveRoutes } from './live.ts';
import { meRoutes } from './me.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { metricsRoutes } from './metrics.ts';
import { organisationRoutes } from './organisation.ts';
import { personalDataRoutes } from './personal-data.ts';
import { receiptRoutes } from './receipts.ts';
import { replayRoutes } from './replays.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { sourceRoutes } from './sources.ts';
import { statisticsRoutes } from './statistics.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { tokenRoutes } from './token.ts';
import { vendorRoutes } from './vendors.ts';

/** What a replica that only delivers answers. */
export const operationRoutes: readonly Endpoint[] = [...healthRoutes, ...metricsRoutes];

/** Every declared route, in the order of the documents. */
export const routes: readonly Endpoint[] = [
	...meRoutes,
	...tokenRoutes,
	...sessionRoutes,
	...memberRoutes,
	...auditLogRoutes,
	...keyRoutes,
	...organisationRoutes,
	...vendorRoutes,
	...eventTypeRoutes,
	...sourceRoutes,
	...subscriptionRoutes,
	...filterValueRoutes,
	...messageRoutes,
	...replayRoutes,
	...fileRoutes,
	...receiptRoutes,
	...deliveryRoutes,
	...statisticsRoutes,
	...liveRoutes,
	...alertRoutes,
	...callRoutes,
	...campaignRoutes,
	...personalDataRoutes,
	...sandboxRoutes,
	...operationRoutes,
	...documentRoutes(() => routes),
];
