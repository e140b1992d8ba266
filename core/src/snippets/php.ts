import { lines, type SnippetInput, signedParts, toleranceSeconds } from './snippet.ts';

/** PHP 8 or later, nothing to install. */
export const phpSnippet = ({ scheme, signer }: SnippetInput): string => {
	const { header, idHeader, timestampHeader, separator } = scheme;
	const content = [...signedParts(scheme).map((part) => `$${part} . '.'`), '$body'].join(' . ');
	const hex = scheme.encoding === 'hex';
	return lines(
		'<?php',
		`// Whether ${signer} signed this request. $body: file_get_contents('php://input'), before any`,
		'// parsing; $headers: getallheaders().',
		'function verify(string $body, array $headers, string $secret): bool',
		'{',
		'    $headers = array_change_key_case($headers, CASE_LOWER);',
		`    $given = $headers['${header.toLowerCase()}'] ?? '';`,
		idHeader !== undefined && `    $id = $headers['${idHeader.toLowerCase()}'] ?? '';`,
		timestampHeader !== undefined &&
			`    $timestamp = $headers['${timestampHeader.toLowerCase()}'] ?? '';`,
		"    if ($secret === '' || $given === '') {",
		'        return false;',
		'    }',
		timestampHeader !== undefined &&
			lines(
				'    // An old request may be one that somebody kept and sends again.',
				`    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > ${toleranceSeconds}) {`,
				'        return false;',
				'    }',
			).trimEnd(),
		scheme.key === 'whsec'
			? "    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));"
			: '    $key = $secret;',
		hex
			? `    $expected = '${scheme.prefix}' . hash_hmac('sha256', ${content}, $key);`
			: `    $expected = '${scheme.prefix}' . base64_encode(hash_hmac('sha256', ${content}, $key, true));`,
		separator === undefined
			? '    return hash_equals($expected, $given);'
			: lines(
					'    // Several signatures while a secret is replaced.',
					`    foreach (explode('${separator}', $given) as $one) {`,
					'        if (hash_equals($expected, $one)) {',
					'            return true;',
					'        }',
					'    }',
					'    return false;',
				).trimEnd(),
		'}',
	);
};
