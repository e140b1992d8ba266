/** Where to go once signed in: a place of this page alone, whatever the address says. */
export const nextPlace = (search: string): string => {
	const next = new URLSearchParams(search).get('next') ?? '/';
	return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
};
