import type { Person } from './person.ts';
import { until } from './until.ts';

/** Every page of the dashboard that has an address of its own, without those of one thing. */
export const everyPage = [
	'/',
	'/deliveries',
	'/events',
	'/receipts',
	'/alerts',
	'/connect',
	'/sources',
	'/webhooks',
	'/sandbox',
	'/catalogue',
	'/catalogue/vocalis',
	'/guides',
	'/guides/zapier',
	'/members',
	'/keys',
	'/privacy',
	'/audit',
	'/settings',
] as const;

const afterwardsMs = 150;

/** Waits until a page shows what it loads; only that of connecting goes on waiting for events. */
export const settle = async ({ page, find }: Person): Promise<void> => {
	await find('heading').first().waitFor();
	const most = page.url().includes('/connect') ? 1 : 0;
	await until(async () => (await page.locator('.spinner').count()) <= most, 'it is loaded');
	await new Promise((resolve) => setTimeout(resolve, afterwardsMs));
};
