/**
 * `npm run zapier:check`: what Zapier's schema and its integration checks would say of every app
 * that can be built, without Zapier's CLI. Exits 1 when there is anything to say.
 */
import { definitionOf, schemaErrorsOf } from './definition.ts';
import type { Finding } from './lint/finding.ts';
import { lint } from './lint/lint.ts';
import { rules } from './lint/rules.ts';
import { partsOf, visible } from './lint/walk.ts';
import { faultsOf, listingOf } from './listing.ts';
import { runtime } from './tool.ts';
import { nameOf, type Variant, variants } from './variant.ts';

const line = ({ tag, place, message }: Finding): string =>
	`  ${tag} ${place.type}.${place.name}: ${message}`;

const check = async (variant: Variant): Promise<number> => {
	const schemaErrors = await schemaErrorsOf(variant);
	const definition = await definitionOf(variant);
	const findings = lint({
		definition,
		locale: variant.locale,
		runtimeVersion: runtime.version,
	});
	const listing = faultsOf(listingOf(variant));
	const faults = [
		...schemaErrors.map(({ property, message }) => `  schema ${property}: ${message}`),
		...findings.map(line),
		...listing.map((message) => `  M002 description: ${message}`),
	];
	const parts = visible(partsOf(definition)).length;
	console.log(
		`${nameOf(variant).padEnd(16)} ${String(parts).padStart(3)} triggers and actions, ${schemaErrors.length} schema errors, ${findings.length + listing.length} findings`,
	);
	for (const fault of faults) console.log(fault);
	return faults.length;
};

let faults = 0;
for (const variant of variants) faults += await check(variant);
console.log(`\nChecked: ${rules.map(({ tag }) => tag).join(' ')} M002`);
console.log('D018 and D021 are rules of English: French texts are checked in their own form.');
if (faults > 0) process.exitCode = 1;
