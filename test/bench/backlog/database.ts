/** What a backlog is made of, for whatever database holds it. */

/** A subscription and its target. */
export type TargetRow = {
	readonly org: string;
	readonly subscription: string;
	readonly target: string;
};

export type Backlog = {
	readonly live: readonly TargetRow[];
	readonly dead: readonly TargetRow[];
	readonly resting: readonly TargetRow[];
	/** Retries at the live targets that are due now. */
	readonly due: number;
	/** Retries that are not, or are at the dead target: a tenth. */
	readonly pending: number;
};

/** A database that a service runs on, and that is filled while none does. */
export type BacklogDatabase = {
	readonly environment: Readonly<Record<string, string>>;
	/** The subscriptions of hook URLs in the order they were made. */
	readonly targets: () => Promise<readonly TargetRow[]>;
	/** Adds retries of events of a while ago. */
	readonly fill: (backlog: Backlog) => Promise<void>;
	readonly sizeMb: () => Promise<number>;
	/** Of the server, whose work counts as the service's. */
	readonly pids: readonly number[];
	readonly end: () => Promise<void>;
};

/** Databases, each new and empty. */
export type BacklogStore = {
	/** Of its report. */
	readonly title: string;
	/** The report's file, without its extension. */
	readonly report: string;
	/** How its database is filled, in a sentence or more. */
	readonly filling: string;
	readonly open: () => Promise<BacklogDatabase>;
	readonly close: () => Promise<void>;
};

const overdueShare = 0.1;
const threeDaysMs = 3 * 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** A message goes to ten targets: its deliveries stand in a row. */
export const deliveriesOfMessage = 10;

/** Deliveries that are added together: `count` of them, to each target in turn. */
export type Part = {
	readonly targets: readonly TargetRow[];
	readonly count: number;
	/** How many are there before it. */
	readonly from: number;
	/** When delivery `i` of the part is due, in milliseconds after the filling, as SQL. */
	readonly dueAfter: string;
};

/** What a backlog comes to: how many messages there are, and its deliveries in the order of their rows. */
export type Filling = {
	readonly messages: number;
	/** Messages and first attempts were so long ago. */
	readonly agoMs: number;
	readonly raw: Buffer;
	readonly body: Buffer;
	readonly parts: readonly Part[];
	readonly total: number;
	/** The minute whose count of the backlog stands, and what it read. */
	readonly countedAt: (now: number) => number;
};

export const fillingOf = ({ live, dead, resting, due, pending }: Backlog): Filling => {
	const overdue = Math.round(pending * overdueShare);
	// Scattered, as jitter does: what is due next stands anywhere in the table.
	const scattered = `${hourMs} + (i * 2654435761) % ${threeDaysMs - hourMs}`;
	const wanted = [
		{ targets: resting, count: Math.floor((pending - overdue) / 2), dueAfter: scattered },
		{ targets: live, count: due, dueAfter: '-1000' },
		{ targets: dead, count: overdue, dueAfter: '-1000 - i % 60000' },
		{ targets: resting, count: Math.ceil((pending - overdue) / 2), dueAfter: scattered },
	];
	let from = 0;
	const parts = wanted.map((part) => {
		const placed = { ...part, from };
		from += part.count;
		return placed;
	});
	return {
		messages: Math.ceil(from / deliveriesOfMessage),
		agoMs: hourMs,
		raw: Buffer.from(JSON.stringify({ event: 'call.completed', data: 'x'.repeat(900) })),
		body: Buffer.from(
			JSON.stringify({ type: 'inboundflow.call.completed', data: 'x'.repeat(1_100) }),
		),
		parts: parts.filter(({ count }) => count > 0),
		total: from,
		// A moment ago, as by the service that left it: a start would count all of it at once.
		countedAt: (now) => now - (now % minuteMs),
	};
};
