import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from 'wouter';
import { ButtonLink } from '../../components/button.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded, Notice } from '../../components/state.tsx';
import { useKept } from '../../text/kept.ts';
import { type Language, language } from '../../text/language.ts';
import { say, useText } from '../../text/texts.ts';
import { Blocks } from './blocks.tsx';
import { type GuideName, type IllustratedGuide, sectionsOf } from './guide.ts';
import { loadGuide } from './load.ts';
import { PicturesContext } from './pictures.ts';
import { guideLanguage, guideNames, isGuideName, targetPath } from './place.ts';
import { useSectionOfAddress } from './section.ts';
import { guideTexts, guideTitles } from './texts.ts';

type Read = { readonly name: GuideName; readonly language: Language };

/** The other guides, in the same language. */
const Others = ({ name: shown, language: read }: Read) => {
	const spoken = useKept(language);
	return (
		<nav aria-label={say(guideTexts, read).title}>
			<ul className="row">
				{guideNames.map((name) => (
					<li key={name}>
						<Link
							href={targetPath({ kind: 'guide', name, language: read, hash: '' }, spoken)}
							aria-current={name === shown ? 'page' : undefined}
							className="guide-other"
						>
							{say(guideTitles, read)[name]}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
};

const Sections = ({
	guide,
	language: read,
}: { readonly guide: IllustratedGuide } & Omit<Read, 'name'>) => {
	const t = say(guideTexts, read);
	return (
		<nav className="guide-sections" aria-label={t.sections}>
			<div className="small strong" aria-hidden="true">
				{t.sections}
			</div>
			<ul>
				{sectionsOf(guide).map(({ id, title }) => (
					<li key={id}>
						<a href={`#${id}`}>{title}</a>
					</li>
				))}
			</ul>
		</nav>
	);
};

const Shown = ({ guide, ...read }: { readonly guide: IllustratedGuide } & Read) => {
	useSectionOfAddress();
	return (
		<div lang={read.language}>
			<Page title={guide.title} actions={<Others {...read} />}>
				<div className="guide">
					<Sections guide={guide} language={read.language} />
					<article className="card guide-text">
						<PicturesContext value={guide.pictures}>
							<Blocks blocks={guide.blocks} language={read.language} />
						</PicturesContext>
					</article>
				</div>
			</Page>
		</div>
	);
};

const Missing = ({ name }: { readonly name: GuideName }) => (
	<Page title={useText(guideTitles)[name]}>
		<Notice tone="warn">{useText(guideTexts).missing}</Notice>
	</Page>
);

const Known = ({ name }: { readonly name: GuideName }) => {
	const read = guideLanguage(useSearch(), useKept(language));
	const query = useQuery({
		queryKey: ['guide', name, read],
		queryFn: () => loadGuide(name, read),
		staleTime: Number.POSITIVE_INFINITY,
	});
	return (
		<Loaded query={query}>
			{(guide) =>
				guide === null ? (
					<Missing name={name} />
				) : (
					<Shown key={`${name}.${read}`} guide={guide} name={name} language={read} />
				)
			}
		</Loaded>
	);
};

const GuidePage = () => {
	const t = useText(guideTexts);
	const { name } = useParams();
	if (isGuideName(name)) return <Known name={name} />;
	return (
		<Page title={t.title} intro={t.unknown}>
			<div>
				<ButtonLink href="/guides">{t.all}</ButtonLink>
			</div>
		</Page>
	);
};

export default GuidePage;
