import type { FileKind, HookBody } from '@voicehooks/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Build } from './build.ts';
import type { Pointers } from './rows/column.ts';
import { askForFile } from './service/request.ts';

/** Names a file of an event. No URL: the API key goes to the service of the connection only. */
type FileInputs = { readonly message_id: string; readonly kind: FileKind };

/** Longer transcripts are cut: Zapier's fields are for text that people read. */
const longestTextCharacters = 200_000;

const fileOf = (build: Build, z: ZObject, bundle: Bundle) => {
	const [id, kind] = [bundle.inputData.message_id, bundle.inputData.kind].map((part) =>
		encodeURIComponent(String(part)),
	);
	return askForFile(build, { z, bundle }, `/v1/messages/${id}/files/${kind}`);
};

/**
 * What fetches an event's files when a Zap uses them. The service gets them from the vendor, so a
 * link that has expired there does not break the Zap.
 */
export const hydratorsOf = (build: Build) => ({
	fetchFile: async (z: ZObject, bundle: Bundle) => z.stashFile(fileOf(build, z, bundle)),
	fetchText: async (z: ZObject, bundle: Bundle) => {
		const response = await fileOf(build, z, bundle);
		return (await response.text()).slice(0, longestTextCharacters);
	},
});

export type Hydrators = ReturnType<typeof hydratorsOf>;

/** Pointers to an event's files, resolved by Zapier when a later step reads them. */
export const pointersOf = (
	hydrators: Hydrators,
	z: Pick<ZObject, 'dehydrate' | 'dehydrateFile'>,
): Pointers => {
	const inputs = ({ id }: HookBody, kind: FileKind): FileInputs => ({ message_id: id, kind });
	return {
		file: (event, kind) =>
			event.links[kind] === null ? null : z.dehydrateFile(hydrators.fetchFile, inputs(event, kind)),
		text: (event) =>
			event.links.transcript === null
				? null
				: z.dehydrate(hydrators.fetchText, inputs(event, 'transcript')),
	};
};
