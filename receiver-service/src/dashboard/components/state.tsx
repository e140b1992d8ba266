import type { ReactNode } from 'react';
import { useText } from '../text/texts.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { componentTexts } from './texts.ts';

export type Tone = 'calm' | 'good' | 'warn' | 'bad' | 'accent';

export const Badge = ({
	tone = 'calm',
	dot = true,
	children,
}: {
	readonly tone?: Tone;
	readonly dot?: boolean;
	readonly children: ReactNode;
}) => <span className={`badge badge-${tone}${dot ? '' : ' badge-plain'}`}>{children}</span>;

export const Notice = ({
	tone = 'calm',
	children,
}: {
	readonly tone?: Exclude<Tone, 'accent'>;
	readonly children: ReactNode;
}) => (
	<div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
		<Icon name={tone === 'good' ? 'check' : tone === 'calm' ? 'info' : 'warning'} />
		<div>{children}</div>
	</div>
);

export const Loading = () => {
	const t = useText(componentTexts);
	return (
		<span className="loading" role="status">
			<span className="spinner" aria-hidden="true" />
			{t.loading}
		</span>
	);
};

/** What could not be loaded, why, and another try. */
export const Failed = ({
	error,
	retry,
}: {
	readonly error: Error;
	readonly retry?: (() => void) | undefined;
}) => {
	const t = useText(componentTexts);
	return (
		<Notice tone="bad">
			<div className="stack-small">
				<span>
					{t.failed} {error.message}
				</span>
				{retry === undefined ? null : (
					<div>
						<Button small icon="refresh" onClick={retry}>
							{t.retry}
						</Button>
					</div>
				)}
			</div>
		</Notice>
	);
};

/** What a query came to, so far. */
export const Loaded = <T,>({
	query,
	children,
}: {
	readonly query: {
		readonly data: T | undefined;
		readonly error: Error | null;
		readonly refetch: () => unknown;
	};
	readonly children: (data: T) => ReactNode;
}) => {
	if (query.data !== undefined) return children(query.data);
	if (query.error !== null) return <Failed error={query.error} retry={() => query.refetch()} />;
	return <Loading />;
};
