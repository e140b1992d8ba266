import type { FileKind, Localized } from '@voicehooks/core';
import type { Column } from './column.ts';

const labels: Readonly<Record<FileKind, Localized>> = {
	recording: { en: 'Recording File', fr: 'Fichier d’enregistrement' },
	transcript: { en: 'Transcript File', fr: 'Fichier de transcription' },
};

const transcriptText: Column = {
	key: 'transcript_text',
	label: { en: 'Transcript Text', fr: 'Texte de la transcription' },
	type: 'string',
	read: (event, pointers) => pointers.text(event),
};

/** The vendor's files, fetched through the service's stable links when a Zap uses them. */
export const fileColumns = (kinds: readonly FileKind[]): readonly Column[] =>
	[...new Set(kinds)].flatMap((kind) => {
		const file: Column = {
			key: `${kind}_file`,
			label: labels[kind],
			type: 'file',
			read: (event, pointers) => pointers.file(event, kind),
		};
		return kind === 'transcript' ? [file, transcriptText] : [file];
	});
