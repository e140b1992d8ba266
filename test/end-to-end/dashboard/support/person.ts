import type { Locator, Page } from 'playwright-core';
import { componentTexts } from '../../../../receiver-service/src/dashboard/components/texts.ts';
import { shellTexts } from '../../../../receiver-service/src/dashboard/shell/texts.ts';
import type { Language } from '../../../../receiver-service/src/dashboard/text/language.ts';
import {
	type Said,
	say,
	type Texts,
} from '../../../../receiver-service/src/dashboard/text/texts.ts';
import { until } from './until.ts';

type Name = string | RegExp;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** Intl writes spaces of several widths. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Somebody in front of the page: finds things by what they are called, and is counted. */
export type Person = {
	readonly page: Page;
	readonly language: Language;
	/** Everything done so far, in words. */
	readonly actions: readonly string[];
	/** A page's own texts, in the language of this person. */
	readonly texts: <T extends Texts>(pairs: T) => Said<T>;
	readonly open: (path: string) => Promise<void>;
	/** By the navigation. */
	readonly goTo: (name: keyof Said<typeof shellTexts>) => Promise<void>;
	readonly click: (role: Role, name: Name) => Promise<void>;
	readonly press: (name: Name) => Promise<void>;
	readonly follow: (name: Name) => Promise<void>;
	readonly fill: (label: string, text: string) => Promise<void>;
	readonly choose: (label: string, choice: Name) => Promise<void>;
	/** Adds one of many, found by typing. */
	readonly pick: (label: string, choice: string) => Promise<void>;
	readonly tick: (label: Name, ticked?: boolean) => Promise<void>;
	/** Picks from the menu behind a button. */
	readonly menu: (button: Name, item: string) => Promise<void>;
	readonly see: (text: Name) => Promise<void>;
	readonly seeNo: (text: Name) => Promise<void>;
	readonly find: (role: Role, name?: Name) => Locator;
	/** The row of a table that has this text. */
	readonly row: (text: Name) => Person;
	readonly dialog: (title: Name) => Person;
	readonly within: (place: Locator) => Person;
	/** Everything it says, once nothing is loading any more. */
	readonly text: () => Promise<string>;
	readonly title: (text: string) => Promise<void>;
};

export type Role = Parameters<Page['getByRole']>[0];

export const createPerson = (
	page: Page,
	origin: string,
	language: Language,
	place: Locator = page.locator('body'),
	actions: string[] = [],
): Person => {
	const optional = `(?: \\(${say(componentTexts, language).optional}\\))?`;
	const within = (next: Locator) => createPerson(page, origin, language, next, actions);
	const find = (role: Role, name?: Name): Locator =>
		place.getByRole(role, name === undefined ? {} : { name, exact: typeof name === 'string' });
	const field = (label: string): Locator =>
		place
			.getByLabel(new RegExp(`^${escaped(label)}${optional}$`))
			.and(place.locator('input, select, textarea'));
	const act = async (what: string, how: () => Promise<unknown>): Promise<void> => {
		actions.push(what);
		await how();
	};
	const words = (name: Name) =>
		typeof name === 'string' ? name : name.source.replaceAll(/[\^$\\]/g, '');
	const click = (role: Role, name: Name) =>
		act(`${role} “${words(name)}”`, () => find(role, name).click());
	return {
		page,
		language,
		actions,
		texts: (pairs) => say(pairs, language),
		open: (path) =>
			act(`open ${path.replace(/#.+/, '#…')}`, () =>
				page.goto(path.startsWith('http') ? path : `${origin}${path}`),
			),
		goTo: (name) => {
			const t = say(shellTexts, language);
			return act(`page “${t[name]}”`, () =>
				page
					.getByRole('navigation', { name: t.navigation, exact: true })
					.getByRole('link', { name: t[name], exact: true })
					.click(),
			);
		},
		click,
		press: (name) => click('button', name),
		follow: (name) => click('link', name),
		fill: (label, text) => act(`fill “${label}”`, () => field(label).fill(text)),
		choose: (label, choice) =>
			act(`choose “${words(choice)}” of “${label}”`, async () => {
				const options = field(label).locator('option');
				const wanted = await until(async () => {
					const found = await options.evaluateAll((all) =>
						all.map((each) => [each.textContent ?? '', (each as HTMLOptionElement).value] as const),
					);
					return found.find(([text]) =>
						typeof choice === 'string' ? plain(text) === plain(choice) : choice.test(text),
					);
				}, `“${label}” offers “${choice}”`);
				await field(label).selectOption(wanted[1]);
			}),
		pick: (label, choice) =>
			act(`pick “${choice}” of “${label}”`, async () => {
				await field(label).fill(choice);
				await page.getByRole('option', { name: choice, exact: true }).click();
				const { remove } = say(componentTexts, language);
				await place.getByRole('button', { name: remove(choice), exact: true }).waitFor();
			}),
		tick: (label, ticked = true) =>
			act(`${ticked ? 'tick' : 'untick'} “${words(label)}”`, () =>
				place
					.getByRole('checkbox', { name: label, exact: typeof label === 'string' })
					.or(place.getByRole('radio', { name: label, exact: typeof label === 'string' }))
					.setChecked(ticked),
			),
		menu: async (button, item) => {
			await click('button', button);
			await act(`menu “${item}”`, () =>
				page.getByRole('menuitem', { name: item, exact: true }).click(),
			);
		},
		see: (text) => place.getByText(text).filter({ visible: true }).first().waitFor(),
		seeNo: (text) =>
			place.getByText(text).filter({ visible: true }).first().waitFor({ state: 'detached' }),
		find,
		row: (text) => within(find('row').filter({ hasText: text }).first()),
		dialog: (title) =>
			within(
				page
					.getByRole('dialog', { name: title })
					.or(page.getByRole('alertdialog', { name: title })),
			),
		within,
		text: () => {
			const { loading } = say(componentTexts, language);
			return until(async () => {
				const said = plain(await place.innerText());
				return !said.includes(loading) && said;
			}, 'everything is loaded');
		},
		title: (text) => page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor(),
	};
};
