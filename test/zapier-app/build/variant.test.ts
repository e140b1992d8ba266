import { languages, vendorIds } from '@voicehooks/core';
import { faultsOf, listingOf } from '../../../zapier-app/build/listing.ts';
import { nameOf, variantOf, variants } from '../../../zapier-app/build/variant.ts';

describe('the apps that can be built', () => {
	it('are one for every vendor and one for each, in both languages', () => {
		expect(variants).toHaveLength((1 + vendorIds.length) * languages.length);
		expect(new Set(variants.map(nameOf)).size).toBe(variants.length);
	});

	it.each([
		[[], 'voicehooks'],
		[['--locale', 'fr'], 'voicehooks-fr'],
		[['--vendor', 'vocalis'], 'vocalis'],
		[['--vendor', 'vocalis', '--locale', 'fr'], 'vocalis-fr'],
	])('are named on the command line: %j is %s', (args, name) => {
		expect(nameOf(variantOf(args))).toBe(name);
	});

	it.each([[['--vendor', 'nobody']], [['--locale', 'de']]])('are no others: %j', (args) => {
		expect(() => variantOf(args)).toThrow(
			`--vendor is one of ${vendorIds.join(', ')}; --locale is one of ${languages.join(', ')}.`,
		);
	});

	it.each(variants.map((variant) => [nameOf(variant), variant] as const))(
		'have a description that Zapier takes: %s',
		(_name, variant) => {
			expect(faultsOf(listingOf(variant))).toEqual([]);
		},
	);

	it.each([
		['An app.', ['should begin "Slack is a"', 'should have 40 to 140 characters']],
		[`Slack is a ${'very '.repeat(30)}long story.`, ['should have 40 to 140 characters']],
		['Slack is a product that Zapier users like a lot.', ['should not name Zapier']],
		['Slack is a product that syncs things with others.', ['should not speak of syncing']],
	])('have no description such as %j', (description, faults) => {
		expect(faultsOf({ title: 'Slack', description })).toEqual(faults);
	});
});
