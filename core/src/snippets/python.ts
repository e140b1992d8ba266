import { lines, type SnippetInput, signedParts, toleranceSeconds } from './snippet.ts';

/** Python 3.9 or later, nothing to install. */
export const pythonSnippet = ({ scheme, signer }: SnippetInput): string => {
	const { header, idHeader, timestampHeader, separator } = scheme;
	const hex = scheme.encoding === 'hex';
	const prefix = signedParts(scheme)
		.map((part) => `{${part}}.`)
		.join('');
	const whsec = scheme.key === 'whsec';
	const imports = [...(whsec || !hex ? ['base64'] : []), 'hashlib', 'hmac'];
	return lines(
		`import ${imports.join(', ')}${timestampHeader === undefined ? '' : ', time'}`,
		'',
		'',
		'def verify(body: bytes, headers: dict, secret: str) -> bool:',
		`    """Whether ${signer} signed this request. body: the bytes received, before any parsing."""`,
		'    headers = {name.lower(): value for name, value in headers.items()}',
		`    given = headers.get("${header.toLowerCase()}", "")`,
		idHeader !== undefined && `    id = headers.get("${idHeader.toLowerCase()}", "")`,
		timestampHeader !== undefined &&
			`    timestamp = headers.get("${timestampHeader.toLowerCase()}", "")`,
		'    if not secret or not given:',
		'        return False',
		timestampHeader !== undefined &&
			lines(
				'    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):',
				'        return False',
				'    # An old request may be one that somebody kept and sends again.',
				`    if abs(time.time() - int(timestamp)) > ${toleranceSeconds}:`,
				'        return False',
			).trimEnd(),
		whsec
			? '    key = base64.b64decode(secret.removeprefix("whsec_"))'
			: '    key = secret.encode()',
		prefix === ''
			? '    digest = hmac.new(key, body, hashlib.sha256)'
			: `    digest = hmac.new(key, f"${prefix}".encode(errors="replace") + body, hashlib.sha256)`,
		hex
			? `    expected = ("${scheme.prefix}" + digest.hexdigest()).encode()`
			: `    expected = b"${scheme.prefix}" + base64.b64encode(digest.digest())`,
		separator === undefined
			? '    return hmac.compare_digest(expected, given.encode(errors="replace"))'
			: `    # Several signatures while a secret is replaced.\n    return any(hmac.compare_digest(expected, one.encode(errors="replace")) for one in given.split("${separator}"))`,
	);
};
