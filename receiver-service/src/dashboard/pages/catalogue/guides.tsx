import { Card } from '../../components/page.tsx';
import { useText } from '../../text/texts.ts';
import { BuildLinks } from '../guides/links.tsx';
import { catalogueTexts } from './texts.ts';

/** What to do with the events, once one knows them. */
export const Guides = () => {
	const t = useText(catalogueTexts);
	return (
		<Card title={t.guides}>
			<p>{t.guidesSay}</p>
			<BuildLinks />
		</Card>
	);
};
