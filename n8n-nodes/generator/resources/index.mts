import { delivery } from './delivery.mts';
import { event } from './event.mts';
import { call, candidate } from './people.mts';
import type { Resource } from './resource.mts';
import { subscription } from './subscription.mts';

/** Everything the action node can do. */
export const resources: readonly Resource[] = [event, subscription, delivery, call, candidate];
