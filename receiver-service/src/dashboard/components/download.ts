/** Hands a file to the browser's downloads. */
export const download = (name: string, content: unknown): void => {
	const url = URL.createObjectURL(
		new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }),
	);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
};
