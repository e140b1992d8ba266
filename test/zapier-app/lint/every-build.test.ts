import { definitionOf, schemaErrorsOf } from '../../../zapier-app/build/definition.ts';
import { lint } from '../../../zapier-app/build/lint/lint.ts';
import { partsOf, visible } from '../../../zapier-app/build/lint/walk.ts';
import { runtime } from '../../../zapier-app/build/tool.ts';
import { nameOf, variants } from '../../../zapier-app/build/variant.ts';

/** The app for every vendor and each vendor's own, in both languages. */
describe.each(variants.map((variant) => [nameOf(variant), variant] as const))(
	'the app %s',
	(_name, variant) => {
		it('has no error in the eyes of zapier-platform-schema', async () => {
			expect(await schemaErrorsOf(variant)).toEqual([]);
		});

		it('has no finding in the eyes of Zapier’s integration checks', async () => {
			const definition = await definitionOf(variant);
			expect(visible(partsOf(definition)).length).toBeGreaterThan(0);
			expect(lint({ definition, locale: variant.locale, runtimeVersion: runtime.version })).toEqual(
				[],
			);
		});
	},
);
