import { DatabaseSync } from 'node:sqlite';
import { overviewTexts } from '../../../receiver-service/src/dashboard/pages/overview/texts.ts';
import { signInTexts } from '../../../receiver-service/src/dashboard/pages/sign-in/texts.ts';
import { shellTexts } from '../../../receiver-service/src/dashboard/shell/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

describeWithChromium(`signing in and out${chromiumNote}`, () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld();
	});
	afterAll(() => world.stop());

	it('begins with the link that the first start prints, which works once', async () => {
		await world.visit({ role: null }, async (person, watched) => {
			await person.open(world.printedLink);
			await person.title(person.texts(overviewTexts).title);
			expect(person.page.url()).toBe(`${world.url}/`);
			const { body } = await world.api('GET', '/v1/members');
			expect(body.data).toMatchObject([{ role: 'owner', invited: false }]);
			await person.page.context().clearCookies();
			watched.allow(401);
			await person.open('/sign-in');
			await person.open(world.printedLink);
			await person.see(person.texts(signInTexts).linkInvalid);
			expect(person.page.url()).not.toContain('#');
		});
	});

	describe.each(languages)('in %s', (language) => {
		it('leads a stranger to sign in and back to where they wanted to go', async () => {
			const link = await world.linkFor('editor');
			await world.visit({ role: null, language }, async (person) => {
				const t = person.texts(signInTexts);
				await person.open('/members?from=mail');
				await person.title(t.title);
				expect(new URL(person.page.url()).pathname).toBe('/sign-in');
				await person.open(`${person.page.url()}#${link.split('#')[1]}`);
				await person.title(person.texts(shellTexts).members);
				expect(person.page.url()).toBe(`${world.url}/members?from=mail`);
				expect(await person.page.locator('html').getAttribute('lang')).toBe(language);
			});
		});

		it('signs out, after which the way back shows nothing', async () => {
			const link = await world.linkFor('viewer');
			await world.visit({ role: null, language }, async (person, watched, context) => {
				await person.open(link);
				await person.title(person.texts(overviewTexts).title);
				const [cookie] = await context.cookies();
				expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
				const t = person.texts(shellTexts);
				await person.menu(new RegExp(`· ${t.viewer}$`), t.signOut);
				await person.title(person.texts(signInTexts).title);
				watched.allow(401);
				await person.page.goBack();
				await person.title(person.texts(signInTexts).title);
				const again = await fetch(`${world.url}/v1/session`, {
					headers: { cookie: `${cookie?.name}=${cookie?.value}` },
				});
				expect(again.status).toBe(401);
			});
		});

		it('refuses a link that has expired', async () => {
			const link = await world.linkFor('viewer');
			const database = new DatabaseSync(world.databaseFile, { timeout: 5_000 });
			database.exec('UPDATE sign_in_links SET expires_at = 1000');
			database.close();
			await world.visit({ role: null, language }, async (person, watched) => {
				watched.allow(401);
				await person.open(link);
				await person.see(person.texts(signInTexts).linkInvalid);
			});
		});

		it('says what to do where the service sends no e-mail', async () => {
			await world.visit({ role: null, language, path: '/sign-in' }, async (person, watched) => {
				watched.allow(409);
				const t = person.texts(signInTexts);
				await person.fill(t.email, 'nobody@example.com');
				await person.press(t.send);
				await person.see('npm run sign-in -- nobody@example.com');
			});
		});

		it('is dark when asked to, on a phone too, and remembers it', async () => {
			const viewport = { width: 390, height: 844 };
			await world.visit({ language, viewport, path: '/' }, async (person) => {
				const t = person.texts(shellTexts);
				const light = () =>
					person.page.evaluate(() => {
						const [red = 0] =
							getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? [];
						return Number(red);
					});
				await person.title(t.overview);
				expect(await light()).toBeGreaterThan(200);
				await person.press(t.menu);
				await person.press(new RegExp(`· ${t.owner}$`));
				await person.click('menuitemradio', t.dark);
				await until(async () => (await light()) < 60, 'the page is dark');
				await person.within(person.find('navigation', t.navigation)).follow(t.deliveries);
				await person.title(t.deliveries);
				await person.page.reload();
				await person.title(t.deliveries);
				expect(await light()).toBeLessThan(60);
				const tooWide = await person.page.evaluate(
					() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
				);
				expect(tooWide).toBeLessThanOrEqual(1);
			});
		});

		it('speaks the other language at once when asked to', async () => {
			const other = language === 'en' ? 'fr' : 'en';
			const names = { en: 'English', fr: 'Français' } as const;
			await world.visit({ language, path: '/members' }, async (person) => {
				const t = person.texts(shellTexts);
				await person.title(t.members);
				await person.press(new RegExp(`· ${t.owner}$`));
				await person.click('menuitemradio', names[other]);
				await person.title(shellTexts.members[other]);
				await person.page.reload();
				await person.title(shellTexts.members[other]);
			});
		});
	});
});
