import { globSync } from 'node:fs';
import { join } from 'node:path';
import { runtimeNode } from '../../../zapier-app/build/tool.ts';

/** The binary of the Node that Zapier runs apps on. Throws where it is not installed. */
export const zapierNode = (): string => {
	const [binary] = globSync(join(runtimeNode.folder, 'node_modules/node-*/bin/node'));
	if (binary === undefined) throw new Error('There is no Node of Zapier’s for this machine.');
	return binary;
};
