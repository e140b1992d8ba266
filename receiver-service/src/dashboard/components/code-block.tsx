import { useMemo } from 'react';
import { CopyButton } from './copy.tsx';
import { type CodeLanguage, tokens } from './highlight.ts';

/** Code, or a payload: markup in it stays text, for React escapes it. */
export const CodeBlock = ({
	code,
	language,
	label,
}: {
	readonly code: string;
	readonly language: CodeLanguage;
	/** What it is: shown above, and in the name of the copy button. */
	readonly label: string;
}) => {
	const parts = useMemo(() => tokens(code, language), [code, language]);
	return (
		<figure className="code">
			<figcaption className="code-head">
				<span>{label}</span>
				<CopyButton text={code} what={label} />
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
			<pre tabIndex={0}>
				<code>
					{parts.map(({ kind, text }, index) =>
						kind === 'plain' ? (
							text
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move.
							<span key={index} className={`code-${kind}`}>
								{text}
							</span>
						),
					)}
				</code>
			</pre>
		</figure>
	);
};
