import { Card } from '../../components/page.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { catalogueTexts } from './texts.ts';

const guides = [
	{ name: 'Zapier', file: { en: 'docs/zapier.md', fr: 'docs/zapier.fr.md' } },
	{ name: 'n8n', file: { en: 'docs/n8n.md', fr: 'docs/n8n.fr.md' } },
	{ name: 'Make', file: { en: 'docs/make.md', fr: 'docs/make.fr.md' } },
] as const;

export const Guides = () => {
	const t = useText(catalogueTexts);
	const spoken = useKept(language);
	return (
		<Card title={t.guides}>
			<p>{t.guidesSay}</p>
			<ul className="stack-small">
				{guides.map(({ name, file }) => (
					<li key={name}>
						{t.guide(name)} · <code>{file[spoken]}</code>
					</li>
				))}
			</ul>
		</Card>
	);
};
