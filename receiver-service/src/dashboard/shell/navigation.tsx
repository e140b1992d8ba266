import { Link, useLocation } from 'wouter';
import { useCan } from '../api/session.ts';
import { Icon } from '../components/icon.tsx';
import { type NavGroup, type PageRoute, pages } from '../routes.ts';
import { useText } from '../text/texts.ts';
import { shellTexts } from './texts.ts';

const groups: readonly NavGroup[] = ['follow', 'setUp', 'organisation'];

const isHere = (path: string, location: string): boolean =>
	path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

export const Navigation = ({ onGo }: { readonly onGo?: () => void }) => {
	const t = useText(shellTexts);
	const [location] = useLocation();
	const can = useCan();
	const shown = pages.filter(({ scope }) => scope === undefined || can(scope));
	const item = ({ path, nav }: PageRoute) =>
		nav === null ? null : (
			<li key={path}>
				<Link
					href={path}
					aria-current={isHere(path, location) ? 'page' : undefined}
					onClick={() => onGo?.()}
				>
					<Icon name={nav.icon} />
					{t[nav.text]}
				</Link>
			</li>
		);
	return (
		<nav className="nav" aria-label={t.navigation}>
			{groups
				.map((group) => ({ group, inside: shown.filter(({ nav }) => nav?.group === group) }))
				.filter(({ inside }) => inside.length > 0)
				.map(({ group, inside }) => (
					<div className="nav-group" key={group}>
						<div className="nav-heading" id={`nav-${group}`}>
							{t[group]}
						</div>
						<ul aria-labelledby={`nav-${group}`}>{inside.map(item)}</ul>
					</div>
				))}
		</nav>
	);
};
