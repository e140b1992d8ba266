/** Names of things that must not be asked for, or shown, outside the connection (D001, D003). */
export const namesSecret = (name: string): boolean =>
	/api[_\s-]?(key|token)|access[_\s-]?token|\btoken\b|_token|secret|password|passwd/i.test(name);
