import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	detailTexts,
	statusTexts,
} from '../../../receiver-service/src/dashboard/pages/deliveries/texts.ts';
import { secretTexts } from '../../../receiver-service/src/dashboard/pages/sources/secret-texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { testTexts } from '../../../receiver-service/src/dashboard/vendor/texts.ts';
import { newSecret } from '../../support/secret.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { startWorld, type World } from './support/world.ts';

const most = 12;
/** The newcomer's path as README tells it, a step for each action. */
const [, told = ''] =
	/^## The first event\b[^\n]*\n(.*?)^## /ms.exec(
		readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8'),
	) ?? [];
const stepsInReadme = told.match(/^\d+\. /gm) ?? [];

describeWithChromium(`a newcomer${chromiumNote}`, () => {
	let world: World;
	beforeEach(async () => {
		world = await startWorld();
	});
	afterEach(() => world.stop());

	it.each(languages)(
		'gets from the printed link to a delivered test event, in %s',
		async (language) => {
			await world.visit({ role: null, language }, async (person) => {
				const secrets = person.texts(secretTexts);
				const test = person.texts(testTexts);
				await person.open(world.printedLink);
				await person.goTo('connect');
				await person.press(/^VOCALIS/);
				await person.fill(secrets.secret, newSecret());
				await person.press(secrets.save);
				await person.see(secrets.isSet);
				await person.press(test.send);
				await person.follow(test.openDelivery);
				await person.see(person.texts(statusTexts).succeeded);
				await person.see(person.texts(detailTexts).attempt(1));
				process.stdout.write(
					`${person.actions.map((each, at) => `${at + 1}. ${each}`).join('\n')}\n`,
				);
				expect(person.actions.length).toBeLessThanOrEqual(most);
				expect(stepsInReadme).toHaveLength(person.actions.length);
				const { body } = await world.api('GET', '/v1/deliveries');
				expect(body.data).toEqual([expect.objectContaining({ status: 'succeeded' })]);
			});
		},
	);
});
