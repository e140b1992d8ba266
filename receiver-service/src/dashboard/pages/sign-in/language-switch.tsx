import { Button } from '../../components/button.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { languageNames } from '../../text/language-names.ts';

const others = { en: 'fr', fr: 'en' } as const;

/** The way to the other language, in that language. */
export const LanguageSwitch = () => {
	const other = others[useKept(language)];
	return (
		<Button kind="quiet" small lang={other} onClick={() => language.set(other)}>
			{languageNames[other]}
		</Button>
	);
};
