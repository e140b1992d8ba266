import { Page } from '../../components/page.tsx';
import { useText } from '../../text/texts.ts';
import { GuideCards } from './links.tsx';
import { guideTexts } from './texts.ts';

const Guides = () => {
	const t = useText(guideTexts);
	return (
		<Page title={t.title} intro={t.intro}>
			<GuideCards />
		</Page>
	);
};

export default Guides;
