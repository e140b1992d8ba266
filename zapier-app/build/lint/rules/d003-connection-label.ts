import type { Rule } from '../finding.ts';
import { namesSecret } from '../secret-names.ts';

export const connectionLabel: Rule = {
	tag: 'D003',
	title: 'The connection’s label tells accounts apart and shows no secret',
	check: ({ definition }) => {
		if (definition.authentication === undefined) return [];
		const label = definition.authentication.connectionLabel ?? '';
		const fault = (message: string) => [
			{ place: { type: 'auth', name: 'label' } as const, message },
		];
		if (namesSecret(label)) return fault(`"${label}" shows a secret.`);
		// A function stands in a definition as a text with `$`.
		if (!/^\$func\$|\{\{[\w.]+\}\}/.test(label)) {
			return fault(`"${label}" is the same for every account: use {{…}}.`);
		}
		return [];
	},
};
