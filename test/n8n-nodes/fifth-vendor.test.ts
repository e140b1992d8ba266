import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import type { CatalogueEntry, VendorSummary } from '@voicehooks/core';
import { n8nManifest, n8nNodeFiles } from '../../n8n-nodes/generator/index.mts';
import { openApiDocument } from '../../receiver-service/src/http/openapi.ts';
import { routes } from '../../receiver-service/src/http/routes/index.ts';
import { packageFolder } from './support/package.ts';

jest.mock('@voicehooks/core', () => {
	const core: {
		readonly catalogue: () => readonly CatalogueEntry[];
		readonly vendorCatalogue: () => readonly VendorSummary[];
	} = jest.requireActual('@voicehooks/core');
	const [model] = core.catalogue().filter(({ type }) => type === 'inboundflow.call.completed');
	const [vendor] = core.vendorCatalogue();
	if (model === undefined || vendor === undefined) throw new Error('There is no model.');
	const entry = { ...model, vendor: 'acme', type: 'acme.phone.rang', event: 'phone.rang' };
	return {
		...core,
		catalogue: () => [...core.catalogue(), entry],
		vendorCatalogue: () => [
			...core.vendorCatalogue(),
			{ ...vendor, id: 'acme', name: 'ACME Voice', events: [entry.type], actions: [] },
		],
	};
});

const read = (path: string): string =>
	path.includes('/acme/') ? '<svg/>' : readFileSync(join(packageFolder, '..', path), 'utf8');

describe('a fifth vendor', () => {
	const files = n8nNodeFiles(read, openApiDocument(routes, 'https://hooks.example.com'));

	it('gets its trigger node by generation alone', () => {
		const own = Object.keys(files).filter((file) => file.startsWith('AcmeVoiceTrigger/'));
		expect(own.sort()).toEqual([
			'AcmeVoiceTrigger/AcmeVoiceTrigger.node.json',
			'AcmeVoiceTrigger/AcmeVoiceTrigger.node.ts',
			'AcmeVoiceTrigger/__schema__/v1.0.0.json',
			'AcmeVoiceTrigger/acme.dark.svg',
			'AcmeVoiceTrigger/acme.svg',
			'AcmeVoiceTrigger/translations/fr/acmeVoiceTrigger.json',
		]);
		const source = files['AcmeVoiceTrigger/AcmeVoiceTrigger.node.ts'] ?? '';
		expect(source).toContain("name: 'acmeVoiceTrigger'");
		expect(source).toContain("value: 'acme.phone.rang'");
		expect(source).toContain("listSources(this, 'acme')");
		const syntax = { jsc: { parser: { syntax: 'typescript' as const } } };
		expect(() => transformSync(source, syntax)).not.toThrow();
	});

	it('is among the events of the trigger for all, and in the manifest', () => {
		const all = files['VoicehooksTrigger/VoicehooksTrigger.node.ts'];
		expect(all).toContain("value: 'acme.*'");
		expect(all).toContain("name: 'ACME Voice: Call Completed'");
		expect(files['Voicehooks/Voicehooks.node.ts']).toContain("value: 'acme.phone.rang'");
		const manifest = JSON.parse(n8nManifest(read('n8n-nodes/package.json')));
		expect(manifest.n8n.nodes).toContain('dist/nodes/AcmeVoiceTrigger/AcmeVoiceTrigger.node.js');
		expect(manifest.description).toContain('ACME Voice');
	});
});
