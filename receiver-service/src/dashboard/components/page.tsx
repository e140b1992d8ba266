import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** The first view of a visit leaves the focus to the browser. */
const visit = { begun: false };

/** Whoever goes to another view hears its title and goes on from there. */
const useFocusOnGo = () => {
	const heading = useRef<HTMLHeadingElement>(null);
	const [place] = useLocation();
	// biome-ignore lint/correctness/useExhaustiveDependencies: another place takes the focus anew.
	useEffect(() => {
		if (visit.begun) heading.current?.focus({ preventScroll: true });
		visit.begun = true;
	}, [place]);
	return heading;
};

/** A view: its title is also the document's, and takes the focus when one comes here. */
export const Page = ({
	title,
	intro,
	actions,
	children,
}: {
	readonly title: string;
	readonly intro?: ReactNode;
	readonly actions?: ReactNode;
	readonly children: ReactNode;
}) => {
	const heading = useFocusOnGo();
	useEffect(() => {
		document.title = `${title} · voicehooks`;
	}, [title]);
	return (
		<div className="page">
			<header className="page-head">
				<div>
					<h1 tabIndex={-1} ref={heading}>
						{title}
					</h1>
					{intro === undefined ? null : <p>{intro}</p>}
				</div>
				{actions === undefined ? null : <div className="row">{actions}</div>}
			</header>
			{children}
		</div>
	);
};

export const Card = ({
	title,
	actions,
	children,
}: {
	readonly title?: ReactNode;
	readonly actions?: ReactNode;
	readonly children: ReactNode;
}) => (
	<section className="card">
		{title === undefined && actions === undefined ? null : (
			<div className="card-head">
				{title === undefined ? <span /> : <h2>{title}</h2>}
				{actions}
			</div>
		)}
		{children}
	</section>
);

/** Names and what they are, in two columns. */
export const Facts = ({
	facts,
}: {
	readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}) => (
	<dl className="facts">
		{facts.map(([name, value]) => (
			<div key={name} className="facts-pair">
				<dt>{name}</dt>
				<dd>{value}</dd>
			</div>
		))}
	</dl>
);
