import type { Block, Guide, Inline } from '../../src/dashboard/pages/guides/guide.ts';

const within = (part: Inline): readonly Inline[] =>
	typeof part !== 'string' && 'inside' in part ? [part, ...part.inside.flatMap(within)] : [part];

const inlineOf = (block: Block): readonly Inline[] => {
	switch (block.kind) {
		case 'code':
			return [];
		case 'list':
			return block.items.flatMap(({ blocks }) => blocks.flatMap(inlineOf));
		case 'table':
			return [block.head, ...block.rows].flat(2).flatMap(within);
		default:
			return block.inside.flatMap(within);
	}
};

/** Everything that is said in a guide, part by part. */
export const everyPart = ({ blocks }: Guide): readonly Inline[] => blocks.flatMap(inlineOf);

export const pictureFiles = (guide: Guide): readonly string[] => [
	...new Set(
		everyPart(guide).flatMap((part) =>
			typeof part !== 'string' && part.kind === 'image' ? [part.file] : [],
		),
	),
];
