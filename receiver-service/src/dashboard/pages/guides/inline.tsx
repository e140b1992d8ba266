import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { each } from './each.ts';
import { type Inline as Part, plainText, type Target } from './guide.ts';
import { usePictures } from './pictures.ts';
import { targetPath } from './place.ts';

const outside = { target: '_blank', rel: 'noreferrer noopener' } as const;

const Linked = ({ to, inside }: { readonly to: Target; readonly inside: readonly Part[] }) => {
	const spoken = useKept(language);
	const said = <Inline inside={inside} />;
	switch (to.kind) {
		case 'guide':
			return (
				<Link href={targetPath(to, spoken)} hrefLang={to.language}>
					{said}
				</Link>
			);
		case 'section':
			return <a href={to.hash}>{said}</a>;
		case 'document':
			return (
				<a href={to.path} {...outside}>
					{said}
				</a>
			);
		case 'outside':
			return (
				<a href={to.href} {...outside}>
					{said}
				</a>
			);
		case 'file':
			return plainText(inside) === to.path ? (
				said
			) : (
				<>
					{said} (<code className="break">{to.path}</code>)
				</>
			);
	}
};

export const Picture = ({ file, alt }: { readonly file: string; readonly alt: string }) => {
	const picture = usePictures()[file];
	return picture === undefined ? alt : <img {...picture} alt={alt} />;
};

const Shown = ({ part }: { readonly part: Part }): ReactNode => {
	if (typeof part === 'string') return part;
	switch (part.kind) {
		case 'strong':
			return (
				<strong>
					<Inline inside={part.inside} />
				</strong>
			);
		case 'emphasis':
			return (
				<em>
					<Inline inside={part.inside} />
				</em>
			);
		case 'code':
			return <code>{part.text}</code>;
		case 'link':
			return <Linked {...part} />;
		case 'image':
			return <Picture {...part} />;
	}
};

export const Inline = ({ inside }: { readonly inside: readonly Part[] }) =>
	each(inside, (part) => (typeof part === 'string' ? part : <Shown part={part} />));
