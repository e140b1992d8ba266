import { lexer, type Token, type Tokens } from 'marked';
import {
	type Block,
	type Guide,
	type Inline,
	type Item,
	plainText,
} from '../../src/dashboard/pages/guides/guide.ts';
import { headingIds } from './heading-ids.ts';
import { targetOf } from './target.ts';

const isComment = (html: string): boolean => /^\s*<!--[\s\S]*-->\s*$/.test(html);
/** A picture elsewhere would be a request elsewhere. */
const isOurs = (href: string): boolean => targetOf(href)?.kind === 'file';

/** Neighbouring texts are one. */
const joined = (parts: readonly Inline[]): readonly Inline[] => {
	const found: Inline[] = [];
	for (const part of parts) {
		const last = found.at(-1);
		if (typeof last === 'string' && typeof part === 'string') found[found.length - 1] = last + part;
		else found.push(part);
	}
	return found;
};

const inlineOf = (tokens: readonly Token[]): readonly Inline[] => joined(tokens.flatMap(partsOf));

/** Whatever is not known here, markup first of all, stays the text that it is. */
const partsOf = (token: Token): readonly Inline[] => {
	switch (token.type) {
		case 'text':
			return token.tokens === undefined ? [token.text] : inlineOf(token.tokens);
		case 'escape':
			return [token.text];
		case 'strong':
			return [{ kind: 'strong', inside: inlineOf(token.tokens ?? []) }];
		case 'em':
			return [{ kind: 'emphasis', inside: inlineOf(token.tokens ?? []) }];
		case 'codespan':
			return [{ kind: 'code', text: token.text }];
		case 'link': {
			const to = targetOf(token.href);
			const inside = inlineOf(token.tokens ?? []);
			return to === null ? inside : [{ kind: 'link', to, inside }];
		}
		case 'image':
			return [
				isOurs(token.href) ? { kind: 'image', file: token.href, alt: token.text } : token.text,
			];
		case 'html':
			return isComment(token.raw) ? [] : [token.raw];
		default:
			return [token.raw];
	}
};

type NameOf = (heading: string) => string;

const itemOf = ({ task, checked, tokens }: Tokens.ListItem, nameOf: NameOf): Item => ({
	done: task ? checked === true : null,
	blocks: blocksOf(tokens, nameOf),
});

const cellsOf = (cells: readonly Tokens.TableCell[]) => cells.map(({ tokens }) => inlineOf(tokens));

const blockOf = (token: Token, nameOf: NameOf): readonly Block[] => {
	switch (token.type) {
		case 'space':
		case 'checkbox':
			return [];
		case 'heading': {
			const inside = inlineOf(token.tokens ?? []);
			return [{ kind: 'heading', level: token.depth, id: nameOf(plainText(inside)), inside }];
		}
		case 'paragraph':
			return [{ kind: 'paragraph', inside: inlineOf(token.tokens ?? []) }];
		case 'code':
			return [{ kind: 'code', language: token.lang ?? '', text: token.text }];
		case 'list': {
			const { ordered, items } = token as Tokens.List;
			return [{ kind: 'list', ordered, items: items.map((item) => itemOf(item, nameOf)) }];
		}
		case 'table': {
			const { header, rows } = token as Tokens.Table;
			return [{ kind: 'table', head: cellsOf(header), rows: rows.map(cellsOf) }];
		}
		default: {
			const inside = partsOf(token);
			return inside.length === 0 ? [] : [{ kind: 'line', inside }];
		}
	}
};

const blocksOf = (tokens: readonly Token[], nameOf: NameOf): readonly Block[] =>
	tokens.flatMap((token) => blockOf(token, nameOf));

/** A page of Markdown as data. Its first heading is its title. */
export const parseGuide = (markdown: string): Guide => {
	const blocks = blocksOf(lexer(markdown), headingIds());
	const title = blocks.find((block) => block.kind === 'heading');
	if (title === undefined) throw new Error('A guide begins with its title.');
	return { title: plainText(title.inside), blocks: blocks.filter((block) => block !== title) };
};
