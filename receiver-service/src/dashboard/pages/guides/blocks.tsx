import type { ReactNode } from 'react';
import { CodeBlock } from '../../components/code-block.tsx';
import { type CodeLanguage, isCodeLanguage } from '../../components/highlight.ts';
import type { Language } from '../../text/language.ts';
import { say } from '../../text/texts.ts';
import { each } from './each.ts';
import { type Block, type Inline as Part, plainText } from './guide.ts';
import { Inline, Picture } from './inline.tsx';
import { guideTexts } from './texts.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { readonly kind: Kind }>;
/** The language of the guide, which need not be the page's. */
type Spoken = { readonly language: Language };

/** What is too wide for a phone scrolls by itself, with the keyboard too. */
const Wide = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
	// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
	<section className="guide-wide" tabIndex={0} aria-label={label}>
		{children}
	</section>
);

const Heading = ({ block: { level, id, inside } }: { readonly block: Of<'heading'> }) => {
	const Tag = level <= 2 ? 'h2' : 'h3';
	return (
		<Tag id={id}>
			<a href={`#${id}`}>
				<Inline inside={inside} />
			</a>
		</Tag>
	);
};

const Paragraph = ({ inside }: { readonly inside: readonly Part[] }) => {
	const [only] = inside;
	if (inside.length === 1 && typeof only === 'object' && only.kind === 'image') {
		return (
			<Wide label={only.alt}>
				<Picture {...only} />
			</Wide>
		);
	}
	return (
		<p>
			<Inline inside={inside} />
		</p>
	);
};

const List = ({ block: { ordered, items }, language }: { readonly block: Of<'list'> } & Spoken) => {
	const Tag = ordered ? 'ol' : 'ul';
	return (
		<Tag>
			{each(items, ({ done, blocks }) => (
				<li className={done === null ? undefined : done ? 'guide-done' : 'guide-open'}>
					<Blocks blocks={blocks} language={language} />
				</li>
			))}
		</Tag>
	);
};

/** A column without a name has an empty cell: a heading must say something. */
const ColumnName = ({ inside }: { readonly inside: readonly Part[] }) =>
	inside.length === 0 ? (
		<td />
	) : (
		<th scope="col">
			<Inline inside={inside} />
		</th>
	);

const Row = ({ cells }: { readonly cells: readonly (readonly Part[])[] }) => (
	<tr>
		{each(cells, (inside) => (
			<td>
				<Inline inside={inside} />
			</td>
		))}
	</tr>
);

const Table = ({ block: { head, rows }, language }: { readonly block: Of<'table'> } & Spoken) => {
	const columns = head.map(plainText).filter((name) => name !== '');
	return (
		<Wide label={say(guideTexts, language).table(columns.join(', '))}>
			<table className="table">
				<thead>
					<tr>
						{each(head, (inside) => (
							<ColumnName inside={inside} />
						))}
					</tr>
				</thead>
				<tbody>
					{each(rows, (cells) => (
						<Row cells={cells} />
					))}
				</tbody>
			</table>
		</Wide>
	);
};

const Code = ({ block, language }: { readonly block: Of<'code'> } & Spoken) => {
	const known: CodeLanguage = isCodeLanguage(block.language) ? block.language : 'text';
	return (
		<CodeBlock code={block.text} language={known} label={say(guideTexts, language).commands} />
	);
};

const Shown = ({ block, language }: { readonly block: Block } & Spoken) => {
	switch (block.kind) {
		case 'heading':
			return <Heading block={block} />;
		case 'paragraph':
			return <Paragraph inside={block.inside} />;
		case 'line':
			return <Inline inside={block.inside} />;
		case 'code':
			return <Code block={block} language={language} />;
		case 'list':
			return <List block={block} language={language} />;
		case 'table':
			return <Table block={block} language={language} />;
	}
};

export const Blocks = ({ blocks, language }: { readonly blocks: readonly Block[] } & Spoken) =>
	each(blocks, (block) => <Shown block={block} language={language} />);
