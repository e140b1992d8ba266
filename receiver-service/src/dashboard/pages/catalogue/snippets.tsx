import { CodeBlock } from '../../components/code-block.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useText } from '../../text/texts.ts';
import { catalogueTexts } from './texts.ts';

const languages = [
	{ id: 'python', label: 'Python' },
	{ id: 'javascript', label: 'JavaScript' },
	{ id: 'php', label: 'PHP' },
] as const;

/** Code that verifies signatures, ready to paste. */
export const Snippets = ({
	snippets,
}: {
	readonly snippets: Readonly<Record<(typeof languages)[number]['id'], string>>;
}) => {
	const t = useText(catalogueTexts);
	return (
		<Tabs
			label={t.languages}
			tabs={languages.map(({ id, label }) => ({
				id,
				label,
				panel: <CodeBlock code={snippets[id]} language={id} label={t.snippet(label)} />,
			}))}
		/>
	);
};
