import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { useText } from '../../text/texts.ts';
import { BuildLinks } from '../guides/links.tsx';
import { nextStepOf } from './next-step-of.ts';
import type { Source, Subscription } from './queries.ts';
import { overviewTexts } from './texts.ts';

export const NextStep = ({
	sources,
	hooks,
}: {
	readonly sources: readonly Source[];
	readonly hooks: readonly Subscription[];
}) => {
	const t = useText(overviewTexts);
	const step = nextStepOf(sources, hooks);
	if (step === null) return null;
	const { says, href, action } = {
		connect: { says: t.connectFirst, href: '/connect', action: t.connect },
		hook: { says: t.hookFirst, href: '/webhooks', action: t.addHook },
		test: { says: t.testFirst, href: '/sources', action: t.sendTest },
	}[step];
	return (
		<Card title={t.stepsTitle}>
			<div className="row row-apart">
				<p className="prose">{says}</p>
				<ButtonLink href={href} kind="primary">
					{action}
				</ButtonLink>
			</div>
			{step === 'hook' ? <BuildLinks /> : null}
		</Card>
	);
};
