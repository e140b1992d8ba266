import { RadioGroup } from '../../components/choices.tsx';
import { Card } from '../../components/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { useKept } from '../../text/kept.ts';
import { language, languages } from '../../text/language.ts';
import { languageNames } from '../../text/language-names.ts';
import { useText } from '../../text/texts.ts';
import { theme, themes } from '../../text/theme.ts';
import { settingTexts } from './texts.ts';

/** What this browser alone keeps. */
export const BrowserCard = () => {
	const t = useText(settingTexts);
	const shell = useText(shellTexts);
	return (
		<Card title={t.appearance}>
			<p className="soft">{t.appearanceSays}</p>
			<RadioGroup
				label={shell.language}
				value={useKept(language)}
				onChange={language.set}
				options={languages.map((value) => ({ value, label: languageNames[value] }))}
			/>
			<RadioGroup
				label={shell.theme}
				value={useKept(theme)}
				onChange={theme.set}
				options={themes.map((value) => ({ value, label: shell[value] }))}
			/>
		</Card>
	);
};
