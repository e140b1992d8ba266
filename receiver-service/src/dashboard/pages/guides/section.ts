import { useEffect } from 'react';

/** The id of the section that an address names; none where it names it badly. */
export const sectionOf = (hash: string): string => {
	try {
		return decodeURIComponent(hash.slice(1));
	} catch {
		return '';
	}
};

/** The browser looked for the section before the guide was there, and the shell went to the top. */
export const useSectionOfAddress = (): void => {
	useEffect(() => {
		const frame = requestAnimationFrame(() =>
			document.getElementById(sectionOf(location.hash))?.scrollIntoView(),
		);
		return () => cancelAnimationFrame(frame);
	}, []);
};
