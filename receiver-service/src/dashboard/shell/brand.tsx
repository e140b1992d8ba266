import { Link } from 'wouter';

export const Brand = () => (
	<Link href="/" className="brand">
		<svg viewBox="0 0 32 32" aria-hidden="true">
			<rect className="brand-ground" width="32" height="32" rx="8" />
			<path className="brand-bars" d="M8 12v8M13 8v16M18 11v10M23 14v4" />
		</svg>
		voicehooks
	</Link>
);
