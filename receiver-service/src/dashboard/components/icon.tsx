const paths = {
	overview: 'M3 10.5 10 4l7 6.5M5 9v7h10V9',
	connect: 'M8 12l4-4M7 9 5 11a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
	source: 'M3 6h14M3 10h14M3 14h8',
	webhook: 'M7 6a3 3 0 1 1 4.6 2.5L14 13M6 11a3 3 0 1 0 2.9 4H14M9.5 7 7 12',
	delivery: 'M3 10h12M11 5l5 5-5 5',
	event: 'M11 3 5 11h4l-1 6 6-8h-4z',
	receipt: 'M5 3h10v14l-2.5-1.5L10 17l-2.5-1.5L5 17zM8 7h4M8 10h4',
	sandbox: 'M3 8l7-4 7 4v5l-7 4-7-4zM3 8l7 4 7-4M10 12v5',
	catalogue: 'M4 4h5v12H4zM11 4h5v12h-5z',
	guide:
		'M10 5C8 3.700 5.500 3.700 3 4.200v11c2.500-.5 5-.5 7 .8 2-1.300 4.500-1.300 7-.8v-11c-2.500-.5-5-.5-7 .8zM10 5v11',
	privacy: 'M10 3l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V5z',
	settings: 'M4 6h6M14 6h2M4 14h2M10 14h6M12 4v4M8 12v4',
	members:
		'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 16c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M13 4.5a2.5 2.5 0 0 1 0 4.5M14 12c2 .4 3 1.9 3 4',
	key: 'M12.5 8.500a3 3 0 1 1-2.8-4 3 3 0 0 1 2.8 4zM9 9l-5 5v2h3v-2h2v-2l2-2',
	audit: 'M10 5v5l3 2M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
	alert: 'M5 13V9a5 5 0 0 1 10 0v4l1 1H4zM8.5 16.500h3',
	more: 'M4 10a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0zM9.5 10a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0zM15 10a.5.5 0 1 0 1 0 .5.5 0 0 0-1 0z',
	menu: 'M3 6h14M3 10h14M3 14h14',
	close: 'M5 5l10 10M15 5 5 15',
	check: 'M4 10.5 8 14.5 16 6',
	copy: 'M7 7h9v9H7zM13 7V4H4v9h3',
	down: 'M5 8l5 5 5-5',
	left: 'M12 5l-5 5 5 5',
	right: 'M8 5l5 5-5 5',
	plus: 'M10 4v12M4 10h12',
	info: 'M10 9v5M10 6.200v.1M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
	warning: 'M10 8v4M10 14.200v.1M10 3 2.5 16.500h15z',
	refresh: 'M16 10a6 6 0 1 1-1.8-4.300M16 3v4h-4',
	download: 'M10 3v9M6 9l4 4 4-4M4 16h12',
	trash: 'M4 6h12M8 6V4h4v2M6 6l.7 11h6.600L14 6',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: words beside it, or a label on its button, say the same. */
export const Icon = ({ name }: { readonly name: IconName }) => (
	<svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
		<path d={paths[name]} />
	</svg>
);
