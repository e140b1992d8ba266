import { lines, type SnippetInput, signedParts, toleranceSeconds } from './snippet.ts';

/** Node 18 or later, an ES module, nothing to install. */
export const javascriptSnippet = ({ scheme, signer }: SnippetInput): string => {
	const { header, idHeader, timestampHeader, separator, encoding } = scheme;
	const prefix = signedParts(scheme)
		.map((part) => `\${${part}}.`)
		.join('');
	const update = prefix === '' ? '' : `.update(\`${prefix}\`)`;
	const key =
		scheme.key === 'whsec' ? "Buffer.from(secret.replace(/^whsec_/, ''), 'base64')" : 'secret';
	return lines(
		"import { createHmac, timingSafeEqual } from 'node:crypto';",
		'',
		`// Whether ${signer} signed this request. body: the bytes received (a Buffer), before any`,
		'// parsing; headers: by lower-case name, as Node gives them.',
		'export function verify(body, headers, secret) {',
		`  const given = headers['${header.toLowerCase()}'] ?? '';`,
		idHeader !== undefined && `  const id = headers['${idHeader.toLowerCase()}'] ?? '';`,
		timestampHeader !== undefined &&
			`  const timestamp = headers['${timestampHeader.toLowerCase()}'] ?? '';`,
		"  if (!secret || given === '') return false;",
		timestampHeader !== undefined &&
			lines(
				'  if (!/^[0-9]+$/.test(timestamp)) return false;',
				'  // An old request may be one that somebody kept and sends again.',
				`  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > ${toleranceSeconds}) return false;`,
			).trimEnd(),
		'  const isSigned = (document) => {',
		`    const digest = createHmac('sha256', ${key})${update}.update(document).digest('${encoding}');`,
		`    const expected = Buffer.from('${scheme.prefix}' + digest);`,
		separator === undefined
			? '    const actual = Buffer.from(given);\n    return actual.length === expected.length && timingSafeEqual(actual, expected);'
			: `    // Several signatures while a secret is replaced.\n    return given.split('${separator}').some((one) => {\n      const actual = Buffer.from(one);\n      return actual.length === expected.length && timingSafeEqual(actual, expected);\n    });`,
		'  };',
		scheme.canonicalJson === true
			? lines(
					'  if (isSigned(body)) return true;',
					`  // ${signer} signs JSON.stringify of the body: the bytes may have been written otherwise.`,
					'  try {',
					'    return isSigned(JSON.stringify(JSON.parse(body)));',
					'  } catch {',
					'    return false;',
					'  }',
				).trimEnd()
			: '  return isSigned(body);',
		'}',
	);
};
