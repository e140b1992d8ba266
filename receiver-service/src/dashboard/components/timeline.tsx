import type { ReactNode } from 'react';
import type { Tone } from './state.tsx';

export type TimelineEntry = {
	readonly id: string;
	readonly tone: Exclude<Tone, 'accent'>;
	readonly content: ReactNode;
};

/** What happened, in order. */
export const Timeline = ({
	label,
	entries,
}: {
	readonly label: string;
	readonly entries: readonly TimelineEntry[];
}) => (
	<ol className="timeline" aria-label={label}>
		{entries.map(({ id, tone, content }) => (
			<li key={id} className={`timeline-${tone}`}>
				{content}
			</li>
		))}
	</ol>
);
