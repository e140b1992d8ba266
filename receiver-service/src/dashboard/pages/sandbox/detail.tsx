import { CodeBlock } from '../../components/code-block.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { prettyJson } from '../../components/highlight.ts';
import { Badge, Notice } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { headerLines, type SandboxRequest, verdictOf } from './request.ts';
import { sandboxTexts, verdictTexts } from './texts.ts';

export const VerdictBadge = ({ request }: { readonly request: SandboxRequest }) => {
	const t = useText(sandboxTexts);
	const { said, tone } = verdictOf(request.verdict);
	return <Badge tone={tone}>{t[said]}</Badge>;
};

const useVerdictWords = ({ reason }: SandboxRequest['verdict']): string => {
	const words: Readonly<Record<string, string>> = useText(verdictTexts);
	return words[reason] ?? reason;
};

export const RequestDialog = ({
	request,
	onClose,
}: {
	readonly request: SandboxRequest;
	readonly onClose: () => void;
}) => {
	const t = useText(sandboxTexts);
	const { dateTime } = useFormat();
	const words = useVerdictWords(request.verdict);
	return (
		<Dialog open wide onClose={onClose} title={t.showOf(dateTime(request.received_at))}>
			<div className="row">
				<VerdictBadge request={request} />
				{request.verdict.scheme === null ? null : <code>{request.verdict.scheme}</code>}
				<span>{words}</span>
			</div>
			{request.truncated ? <Notice tone="warn">{t.truncated}</Notice> : null}
			{request.body === '' ? (
				<p className="soft">{t.noBody}</p>
			) : (
				<CodeBlock code={prettyJson(request.body)} language="json" label={t.body} />
			)}
			<CodeBlock code={headerLines(request.headers)} language="text" label={t.headers} />
		</Dialog>
	);
};
