import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, StoreStatistics } from '../ports.ts';

const fastSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const slowSeconds = [...fastSeconds, 10, 30, 60, 300, 3_600, 86_400];

/** What is asked of the service at the moment the page is read. */
export type Gauges = {
	readonly statistics: () => Promise<StoreStatistics>;
	readonly inFlight: () => number;
	readonly now: () => number;
};

/** Prometheus metrics. Labels are vendors, platforms, outcomes and route patterns: all bounded. */
export const createMetrics = (gauges: () => Gauges): Metrics => {
	const registry = new Registry();
	const registers = [registry];
	collectDefaultMetrics({ register: registry, prefix: 'voicehooks_' });
	const received = new Counter({
		name: 'voicehooks_received_total',
		help: 'Requests at ingest URLs, by vendor and outcome.',
		labelNames: ['vendor', 'outcome'],
		registers,
	});
	const ingest = new Histogram({
		name: 'voicehooks_ingest_duration_seconds',
		help: 'From the last byte of a request to its answer.',
		buckets: fastSeconds,
		registers,
	});
	const attempts = new Counter({
		name: 'voicehooks_attempts_total',
		help: 'Delivery attempts, by platform and outcome.',
		labelNames: ['platform', 'outcome'],
		registers,
	});
	const attemptDuration = new Histogram({
		name: 'voicehooks_attempt_duration_seconds',
		help: 'How long hook URLs take to answer, by platform.',
		labelNames: ['platform'],
		buckets: fastSeconds.concat(10, 30),
		registers,
	});
	const lag = new Histogram({
		name: 'voicehooks_delivery_lag_seconds',
		help: 'From the receipt of an event to its successful delivery.',
		buckets: slowSeconds,
		registers,
	});
	const requests = new Histogram({
		name: 'voicehooks_api_duration_seconds',
		help: 'API requests, by route, method and status.',
		labelNames: ['route', 'method', 'status'],
		buckets: fastSeconds,
		registers,
	});
	const queue = new Gauge({
		name: 'voicehooks_deliveries',
		help: 'Deliveries that wait, by status.',
		labelNames: ['status'],
		registers,
	});
	const oldest = new Gauge({
		name: 'voicehooks_oldest_due_age_seconds',
		help: 'Age of the oldest overdue delivery; 0 when none is overdue.',
		registers,
	});
	const inFlight = new Gauge({
		name: 'voicehooks_attempts_in_flight',
		help: 'Delivery attempts that wait for an answer.',
		registers,
	});
	return {
		received: (vendor, outcome) => received.inc({ vendor, outcome }),
		ingestDuration: (seconds) => ingest.observe(seconds),
		attempted: (platform, outcome, seconds) => {
			attempts.inc({ platform, outcome });
			attemptDuration.observe({ platform }, seconds);
		},
		deliveryLag: (seconds) => lag.observe(seconds),
		requested: (route, method, status, seconds) =>
			requests.observe({ route, method, status }, seconds),
		page: async () => {
			const { statistics, inFlight: flying, now } = gauges();
			const { pending, held, oldestDueAt } = await statistics();
			queue.set({ status: 'pending' }, pending);
			queue.set({ status: 'held' }, held);
			oldest.set(oldestDueAt === null ? 0 : Math.max(0, now() - oldestDueAt) / 1_000);
			inFlight.set(flying());
			return { contentType: registry.contentType, text: await registry.metrics() };
		},
	};
};
