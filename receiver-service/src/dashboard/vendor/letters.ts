/** Two letters for a name: of its two words (`VoiceHire`), or its first two. */
export const lettersOf = (name: string): string => {
	const capitals = name.match(/\p{Lu}/gu) ?? [];
	return (capitals.length === 2 ? capitals.join('') : name.slice(0, 2)).toUpperCase();
};
