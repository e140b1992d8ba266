const codeLanguages = ['json', 'javascript', 'python', 'php', 'text'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];
export const isCodeLanguage = (name: string): name is CodeLanguage =>
	codeLanguages.some((each) => each === name);
export type Token = {
	readonly kind: 'key' | 'string' | 'number' | 'word' | 'comment' | 'plain';
	readonly text: string;
};

const strings = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const numbers = String.raw`-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b`;

const words: Readonly<Record<Exclude<CodeLanguage, 'json' | 'text'>, string>> = {
	javascript:
		'import|from|export|const|let|function|return|if|else|throw|new|async|await|true|false|null|typeof|class|for|of|in',
	python:
		'import|from|def|return|if|elif|else|raise|not|and|or|in|is|None|True|False|for|while|with|as|try|except|class|lambda',
	php: 'function|return|if|else|elseif|foreach|as|new|throw|true|false|null|use|namespace|declare|class|public|static|string|bool|int|array|echo|exit',
};
const comments: Readonly<Record<keyof typeof words, string>> = {
	javascript: String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`,
	python: String.raw`#[^\n]*`,
	php: String.raw`\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/`,
};

const patternOf = (language: Exclude<CodeLanguage, 'text'>): RegExp => {
	if (language === 'json') {
		return new RegExp(
			String.raw`(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>${numbers})|(?<word>\b(?:true|false|null)\b)`,
			'g',
		);
	}
	const string = language === 'javascript' ? `${strings}|\`[^\`]*\`` : strings;
	return new RegExp(
		`(?<comment>${comments[language]})|(?<string>${string})|(?<word>\\b(?:${words[language]})\\b)|(?<number>${numbers})`,
		'g',
	);
};

/** Longer payloads stay plain: colours are not worth a page that stutters. */
const maxHighlighted = 200_000;

const kinds = ['key', 'string', 'number', 'word', 'comment'] as const;

/** The parts of a text, in order; together they are the text, character for character. */
export const tokens = (text: string, language: CodeLanguage): readonly Token[] => {
	if (language === 'text' || text.length > maxHighlighted) return [{ kind: 'plain', text }];
	const found: Token[] = [];
	let end = 0;
	for (const match of text.matchAll(patternOf(language))) {
		if (match.index > end) found.push({ kind: 'plain', text: text.slice(end, match.index) });
		const kind = kinds.find((each) => match.groups?.[each] !== undefined) ?? 'plain';
		found.push({ kind, text: match[0] });
		end = match.index + match[0].length;
	}
	if (end < text.length) found.push({ kind: 'plain', text: text.slice(end) });
	return found;
};

/** Indented where it is JSON, else as it is. */
export const prettyJson = (text: string): string => {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
};
