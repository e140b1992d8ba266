import { createElement, Fragment, type ReactNode } from 'react';

/** As children of their own: what a guide says never changes its order, so that it needs no keys. */
export const each = <T>(items: readonly T[], show: (item: T) => ReactNode): ReactNode =>
	createElement(Fragment, null, ...items.map(show));
