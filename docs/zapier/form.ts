/** One field of a form, as people see it. */
export type FormField = {
	readonly label: string;
	readonly isRequired: boolean;
	/** What stands in the empty field. */
	readonly hint: string;
	readonly help: string;
};

export type Form = {
	readonly title: string;
	readonly note: string;
	readonly fields: readonly FormField[];
};

const width = 640;
const margin = 24;
const lineHeight = 17;
/** Characters of a line of help at 12.5 px in a sans-serif font. */
const lineCharacters = 92;

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Markdown links and code as plain text. */
const plain = (text: string): string =>
	text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '');

const wrapped = (text: string): readonly string[] => {
	const lines: string[] = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1) ?? '';
		const longer = line === '' ? word : `${line} ${word}`;
		if (longer.length > lineCharacters) lines.push(word);
		else lines[lines.length - 1] = longer;
	}
	return lines;
};

const text = (x: number, y: number, style: string, content: string): string =>
	`<text x="${x}" y="${y}" ${style}>${escaped(content)}</text>`;

/** Draws a form as SVG, for pages: the labels and texts are those of the app itself. */
export const formSvg = ({ title, note, fields }: Form): string => {
	const parts: string[] = [];
	let y = margin + 14;
	parts.push(text(margin, y, 'font-size="18" font-weight="600" fill="#1a1a1a"', title));
	y += 20;
	parts.push(text(margin, y, 'font-size="11.5" fill="#6b6b6b"', note));
	for (const { label, isRequired, hint, help } of fields) {
		y += 30;
		const star = isRequired ? ' *' : '';
		parts.push(text(margin, y, 'font-size="13.5" font-weight="600" fill="#1a1a1a"', label + star));
		y += 9;
		parts.push(
			`<rect x="${margin}" y="${y}" width="${width - 2 * margin}" height="34" rx="5" fill="#ffffff" stroke="#b5b5b5"/>`,
			text(margin + 12, y + 22, 'font-size="13" fill="#767676"', hint),
		);
		y += 36;
		for (const line of wrapped(plain(help))) {
			y += lineHeight;
			parts.push(text(margin, y, 'font-size="12.5" fill="#4a4a4a"', line));
		}
	}
	const height = y + margin;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif">`,
		`<title>${escaped(title)}</title>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#fafafa" stroke="#d0d0d0"/>`,
		...parts,
		'</svg>\n',
	].join('\n');
};
