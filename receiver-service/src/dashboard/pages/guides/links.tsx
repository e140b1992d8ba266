import { Link } from 'wouter';
import { ButtonLink } from '../../components/button.tsx';
import { useText } from '../../text/texts.ts';
import { guideNames, guidePath, platformGuides } from './place.ts';
import { guideAbouts, guideTexts, guideTitles } from './texts.ts';

/** Where events go on: a way to each platform's guide. */
export const BuildLinks = () => {
	const t = useText(guideTexts);
	const titles = useText(guideTitles);
	return (
		<div className="row">
			{platformGuides.map((name) => (
				<ButtonLink key={name} small href={guidePath(name)}>
					{t.buildIn(titles[name])}
				</ButtonLink>
			))}
		</div>
	);
};

/** Every guide, with what it is about. */
export const GuideCards = () => {
	const titles = useText(guideTitles);
	const abouts = useText(guideAbouts);
	return (
		<div className="cards">
			{guideNames.map((name) => (
				<Link key={name} href={guidePath(name)} className="card-choice">
					<span className="strong">{titles[name]}</span>
					<span>{abouts[name]}</span>
				</Link>
			))}
		</div>
	);
};
