/** `call_id`, `voicehire` or `VoiceHire` → `CallId`, `Voicehire`, `VoiceHire`; VOCALIS → `Vocalis`. */
export const pascal = (name: string): string =>
	name
		.split(/[^A-Za-z0-9]+/)
		.filter((word) => word !== '')
		.map((word) =>
			word === word.toUpperCase()
				? word.charAt(0) + word.slice(1).toLowerCase()
				: word.charAt(0).toUpperCase() + word.slice(1),
		)
		.join('');

/** The same with a small first letter: `callId`, `voiceHire`. */
export const camel = (name: string): string => {
	const text = pascal(name);
	return text.charAt(0).toLowerCase() + text.slice(1);
};

/** A sentence without its full stop. */
export const bare = (text: string): string => text.replace(/\.$/, '');
