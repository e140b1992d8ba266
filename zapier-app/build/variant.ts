import { parseArgs } from 'node:util';
import { type Language, languages, vendorIds } from '@voicehooks/core';

/** One app to build: for every vendor or white-label for one of them, in one language. */
export type Variant = { readonly vendor: string | null; readonly locale: Language };

/** Every app that can be built, the one for everybody in English first. */
export const variants: readonly Variant[] = [null, ...vendorIds].flatMap((vendor) =>
	languages.map((locale) => ({ vendor, locale })),
);

/** What its folder is called: `voicehooks`, `vocalis`, `vocalis-fr`. */
export const nameOf = ({ vendor, locale }: Variant): string =>
	`${vendor ?? 'voicehooks'}${locale === 'en' ? '' : `-${locale}`}`;

/**
 * The variant that a command line asks for (`--vendor vocalis --locale fr`). Throws a TypeError
 * that names what there is.
 */
export const variantOf = (args: readonly string[]): Variant => {
	const { values } = parseArgs({
		args: [...args],
		options: { vendor: { type: 'string' }, locale: { type: 'string', default: 'en' } },
	});
	const found = variants.find(
		({ vendor, locale }) => vendor === (values.vendor ?? null) && locale === values.locale,
	);
	if (found === undefined) {
		throw new TypeError(
			`--vendor is one of ${vendorIds.join(', ')}; --locale is one of ${languages.join(', ')}.`,
		);
	}
	return found;
};
