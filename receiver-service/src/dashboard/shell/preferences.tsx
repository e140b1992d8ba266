import { Menu } from '@base-ui/react/menu';
import { Icon } from '../components/icon.tsx';
import { useKept } from '../text/kept.ts';
import { language, languages } from '../text/language.ts';
import { languageNames } from '../text/language-names.ts';
import { useText } from '../text/texts.ts';
import { theme, themes } from '../text/theme.ts';
import { shellTexts } from './texts.ts';

const Choices = <T extends string>({
	label,
	value,
	values,
	names,
	onChange,
}: {
	readonly label: string;
	readonly value: T;
	readonly values: readonly T[];
	readonly names: Readonly<Record<T, string>>;
	readonly onChange: (value: T) => void;
}) => (
	<Menu.Group>
		<Menu.GroupLabel className="option-group">{label}</Menu.GroupLabel>
		<Menu.RadioGroup value={value} onValueChange={onChange}>
			{values.map((each) => (
				<Menu.RadioItem key={each} value={each} className="option" closeOnClick>
					{names[each]}
					<Menu.RadioItemIndicator className="option-check">
						<Icon name="check" />
					</Menu.RadioItemIndicator>
				</Menu.RadioItem>
			))}
		</Menu.RadioGroup>
	</Menu.Group>
);

/** The choices of language and appearance, inside any menu. */
export const PreferenceItems = () => {
	const t = useText(shellTexts);
	const spoken = useKept(language);
	const shown = useKept(theme);
	return (
		<>
			<Choices
				label={t.language}
				value={spoken}
				values={languages}
				names={languageNames}
				onChange={language.set}
			/>
			<Choices label={t.theme} value={shown} values={themes} names={t} onChange={theme.set} />
		</>
	);
};
