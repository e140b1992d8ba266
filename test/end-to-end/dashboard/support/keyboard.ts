import type { Page } from 'playwright-core';

export type Keyboard = {
	/** Tab, until what has the focus is called this; every stop must be seen to have it. */
	readonly to: (name: string | RegExp) => Promise<void>;
	readonly key: (key: string) => Promise<void>;
	readonly type: (text: string) => Promise<void>;
};

/** More than any page has stops: beyond it one has been round twice. */
const mostTabs = 120;

type Focus = { readonly name: string; readonly shown: boolean; readonly what: string };

const focused = (page: Page): Promise<Focus> =>
	page.evaluate(() => {
		const element = document.activeElement as HTMLElement;
		const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined;
		const name =
			element.getAttribute('aria-label') ??
			label?.innerText ??
			(element === document.body ? '' : element.innerText);
		/** On itself, or on the frame of a field of several parts. */
		const frames = [element, element.parentElement, element.parentElement?.parentElement];
		const shown = frames.some((each) => {
			if (each === null || each === undefined) return false;
			const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
			const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
			return isOutlined || (each === element && boxShadow !== 'none');
		});
		return {
			name: name.replaceAll(/\s+/g, ' ').trim(),
			shown: shown || element === document.body,
			what: element.outerHTML.slice(0, 160),
		};
	});

/** Somebody without a mouse. */
export const keyboardOf = (page: Page): Keyboard => ({
	to: async (name) => {
		const isIt = (found: string): boolean =>
			typeof name === 'string' ? found === name : name.test(found);
		const met: string[] = [];
		for (let tabs = 0; tabs < mostTabs; tabs += 1) {
			const focus = await focused(page);
			if (tabs > 0 && !focus.shown) throw new Error(`No focus is seen on ${focus.what}.`);
			if (isIt(focus.name)) return;
			met.push(focus.name);
			await page.keyboard.press('Tab');
		}
		throw new Error(`Tab does not come to “${name}”: ${[...new Set(met)].join(' | ')}`);
	},
	key: (key) => page.keyboard.press(key),
	type: (text) => page.keyboard.type(text),
});
