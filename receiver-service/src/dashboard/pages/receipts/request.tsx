import { CodeBlock } from '../../components/code-block.tsx';
import { prettyJson } from '../../components/highlight.ts';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { headerLines } from '../sandbox/request.ts';
import type { ReceiptDetail } from './reason.ts';
import { receiptDetailTexts } from './texts.ts';

/** What came, as far as it is kept; or why it is not there. */
export const SeenRequest = ({
	receipt: { outcome, request },
}: {
	readonly receipt: ReceiptDetail;
}) => {
	const t = useText(receiptDetailTexts);
	if (request === null) return <Notice tone="warn">{t.gone}</Notice>;
	const isText = request.encoding === 'utf8';
	const headers = headerLines(request.headers);
	return (
		<>
			{request.truncated ? <Notice tone="warn">{t.truncated}</Notice> : null}
			{request.body === '' ? (
				<p className="soft">{t.noBody}</p>
			) : (
				<CodeBlock
					code={isText ? prettyJson(request.body) : request.body}
					language={isText ? 'json' : 'text'}
					label={isText ? t.body : t.bodyBase64}
				/>
			)}
			{headers === '' ? null : <CodeBlock code={headers} language="text" label={t.headers} />}
			<p className="small soft">{request.method === null ? t.headersOfEvent : t.headersSay}</p>
			{outcome === 'rejected' ? <p className="small soft">{t.keptFor}</p> : null}
		</>
	);
};
