import type { components } from '../../api/schema.ts';
import type { Language } from '../../text/language.ts';

export type GuideName = components['schemas']['Guide']['id'];

/** Where a link of a guide leads. */
export type Target =
	| {
			readonly kind: 'guide';
			readonly name: GuideName;
			readonly language: Language;
			readonly hash: string;
	  }
	| { readonly kind: 'section'; readonly hash: string }
	| { readonly kind: 'outside'; readonly href: string }
	/** A document that the service serves itself. */
	| { readonly kind: 'document'; readonly path: string }
	/** A file of the repository, by its path there: no page shows it. */
	| { readonly kind: 'file'; readonly path: string };

export type Inline =
	| string
	| { readonly kind: 'strong' | 'emphasis'; readonly inside: readonly Inline[] }
	| { readonly kind: 'code'; readonly text: string }
	| { readonly kind: 'link'; readonly to: Target; readonly inside: readonly Inline[] }
	| { readonly kind: 'image'; readonly file: string; readonly alt: string };

export type Item = {
	/** null: no task, but an item like any other. */
	readonly done: boolean | null;
	readonly blocks: readonly Block[];
};

export type Block =
	| {
			readonly kind: 'heading';
			readonly level: number;
			readonly id: string;
			readonly inside: readonly Inline[];
	  }
	| { readonly kind: 'paragraph' | 'line'; readonly inside: readonly Inline[] }
	| { readonly kind: 'code'; readonly language: string; readonly text: string }
	| { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Item[] }
	| {
			readonly kind: 'table';
			readonly head: readonly (readonly Inline[])[];
			readonly rows: readonly (readonly (readonly Inline[])[])[];
	  };

/** A guide as data: what it says, and nothing that a browser would run. */
export type Guide = { readonly title: string; readonly blocks: readonly Block[] };

export type Picture = { readonly src: string; readonly width?: number; readonly height?: number };
/** With its pictures, by the file that names them. */
export type IllustratedGuide = Guide & { readonly pictures: Readonly<Record<string, Picture>> };

/** What is read aloud of it. */
export const plainText = (inside: readonly Inline[]): string =>
	inside
		.map((part) => {
			if (typeof part === 'string') return part;
			if (part.kind === 'code') return part.text;
			return part.kind === 'image' ? part.alt : plainText(part.inside);
		})
		.join('');

/** Its parts, as its table of contents names them. */
export const sectionsOf = ({ blocks }: Guide) =>
	blocks.flatMap((block) =>
		block.kind === 'heading' && block.level === 2
			? [{ id: block.id, title: plainText(block.inside) }]
			: [],
	);
