import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import type { Guide } from '../../src/dashboard/pages/guides/guide.ts';
import { parseGuide } from './parse.ts';
import { pictureFiles } from './walk.ts';

/** So that nothing moves when a picture arrives. */
const sizeOf = (file: string): string => {
	const svg = /^<svg\b[^>]*\bwidth="(\d+)" height="(\d+)"/.exec(readFileSync(file, 'utf8'));
	return svg === null ? '' : `, width: ${svg[1]}, height: ${svg[2]}`;
};

const moduleOf = (guide: Guide, folder: string): string => {
	const files = pictureFiles(guide);
	const imports = files.map(
		(file, index) => `import picture${index} from ${JSON.stringify(`./${file}`)};`,
	);
	const pictures = files.map(
		(file, index) =>
			`${JSON.stringify(file)}: { src: picture${index}${sizeOf(join(folder, file))} }`,
	);
	return `${imports.join('\n')}
export default { ...${JSON.stringify(guide)}, pictures: { ${pictures.join(', ')} } };`;
};

/** Reads the guides of the repository's folder `docs` while the page is built. */
export const guides = (): Plugin => ({
	name: 'voicehooks:guides',
	enforce: 'pre',
	transform: {
		filter: { id: /\/docs\/[\w.-]+\.md$/ },
		handler: (markdown, id) => ({
			code: moduleOf(parseGuide(markdown), dirname(id)),
			map: null,
			moduleType: 'js',
		}),
	},
});
