import { componentTexts } from '../../../receiver-service/src/dashboard/components/texts.ts';
import {
	deliveryTexts,
	detailTexts,
	statusTexts,
} from '../../../receiver-service/src/dashboard/pages/deliveries/texts.ts';
import { secretTexts } from '../../../receiver-service/src/dashboard/pages/sources/secret-texts.ts';
import { formTexts } from '../../../receiver-service/src/dashboard/pages/webhooks/form-texts.ts';
import { webhookTexts } from '../../../receiver-service/src/dashboard/pages/webhooks/texts.ts';
import { shellTexts } from '../../../receiver-service/src/dashboard/shell/texts.ts';
import { languages } from '../../../receiver-service/src/dashboard/text/language.ts';
import { testTexts } from '../../../receiver-service/src/dashboard/vendor/texts.ts';
import { newSecret } from '../../support/secret.ts';
import { chromiumNote, describeWithChromium } from './support/chromium.ts';
import { keyboardOf } from './support/keyboard.ts';
import { type Hook, startHook } from './support/target.ts';
import { until } from './support/until.ts';
import { startWorld, type World } from './support/world.ts';

describeWithChromium(`the keyboard alone${chromiumNote}`, () => {
	let world: World;
	let hook: Hook;
	beforeEach(async () => {
		[world, hook] = await Promise.all([startWorld(), startHook()]);
	});
	afterEach(async () => {
		await world.stop();
		await hook.stop();
	});

	it.each(languages)(
		'signs in, connects, adds a webhook and opens a delivery, in %s',
		async (language) => {
			await world.visit({ role: null, language }, async (person) => {
				const shell = person.texts(shellTexts);
				const { to, key, type } = keyboardOf(person.page);
				const go = async (name: string | RegExp) => {
					await to(name);
					await key('Enter');
				};
				await person.page.goto(world.printedLink);
				await person.title(shell.overview);
				await go(shell.connect);
				await person.title(shell.connect);
				await go(/VOCALIS/);
				const secrets = person.texts(secretTexts);
				await person.see(secrets.save);
				await to(secrets.secret);
				await type(newSecret());
				await key('Enter');
				await person.see(secrets.isSet);
				const test = person.texts(testTexts);
				await go(test.send);
				await person.see(test.openDelivery);

				await key('Home');
				await go(shell.webhooks);
				await person.title(shell.webhooks);
				const t = person.texts(webhookTexts);
				const f = person.texts(formTexts);
				await go(t.add);
				const form = person.dialog(f.add);
				await form.find('heading', f.add).waitFor();
				await to(new RegExp(`^${f.name}`));
				await type('Warehouse');
				await to(f.url);
				await type(hook.url());
				await to(f.allOf('VOCALIS'));
				await key('Space');
				await go(f.add);
				await person.see(/whsec_/);
				await go(person.texts(componentTexts).kept);
				await go(t.moreOf('Warehouse'));
				await person.find('menu').waitFor();
				await key('ArrowDown');
				await key('Escape');
				await person.find('menu').waitFor({ state: 'hidden' });

				await world.api('POST', '/v1/messages', {
					vendor: 'vocalis',
					event: 'call.ended',
					data: { call_id: 'by-hand' },
				});
				await hook.until(1);
				await go(shell.deliveries);
				await person.title(shell.deliveries);
				const said = person.texts(deliveryTexts);
				await to(person.texts(componentTexts).period);
				await key('ArrowDown');
				await to(said.live);
				await key('Space');
				await key('Space');
				const { label } = (await world.api('GET', '/v1/event-types/vocalis.call.ended'))
					.body as unknown as { readonly label: Readonly<Record<string, string>> };
				await go(label[language] ?? '');
				await until(() => /\/deliveries\/dlv_/.test(person.page.url()), 'a delivery is open');
				await person.see(person.texts(detailTexts).attempt(1));
				await person.see(person.texts(statusTexts).succeeded);
			});
		},
	);
});
