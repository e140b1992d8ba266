/**
 * `npm run build:zapier -- [--vendor vocalis] [--locale fr]`: makes the zip that one uploads to
 * Zapier. Needs the npm registry the first time, to install Zapier's own tools; nothing is sent to
 * Zapier. Exits 2 for an app that there is not, 1 where Zapier's tools or our lint refuse it.
 */
import { buildApp } from './build-app.ts';
import { listingOf } from './listing.ts';
import { stagingOf } from './stage.ts';
import { cli, install, runtime } from './tool.ts';
import { type Variant, variantOf } from './variant.ts';

const asked = (): Variant | null => {
	try {
		return variantOf(process.argv.slice(2));
	} catch (fault) {
		if (!(fault instanceof TypeError)) throw fault;
		console.error(fault.message);
		return null;
	}
};

const make = async (variant: Variant): Promise<number> => {
	for (const tool of [cli, runtime]) install(tool);
	const { ok, zip, validate, build } = await buildApp(variant);
	if (!ok) {
		console.error(`${validate.output}\n${build.output}\nThe app was not built.`);
		return 1;
	}
	const { title, description } = listingOf(variant);
	console.log(`${zip}\n`);
	console.log(`Register it as: ${title}`);
	console.log(`Describe it as: ${description}`);
	console.log(`Upload it from: ${stagingOf(variant)}`);
	return 0;
};

const variant = asked();
process.exitCode = variant === null ? 2 : await make(variant);
