import { useEffect, useState } from 'react';
import { useText } from '../text/texts.ts';
import { IconButton } from './button.tsx';
import { componentTexts } from './texts.ts';
import { toast } from './toast.ts';

const saidForMs = 2_000;

/** `what` names it for those who do not see it, such as `the key`. */
export const CopyButton = ({ text, what }: { readonly text: string; readonly what?: string }) => {
	const t = useText(componentTexts);
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return undefined;
		const timer = setTimeout(() => setCopied(false), saidForMs);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = () =>
		navigator.clipboard.writeText(text).then(
			() => setCopied(true),
			(fault: Error) => toast.failure(fault),
		);
	return (
		<>
			<IconButton
				label={what === undefined ? t.copy : t.copyOf(what)}
				icon={copied ? 'check' : 'copy'}
				small
				onClick={copy}
			/>
			<span className="visually-hidden" role="status">
				{copied ? t.copied : ''}
			</span>
		</>
	);
};

/** A text to take along, such as an ingest URL, with its button. */
export const Copyable = ({ text, what }: { readonly text: string; readonly what?: string }) => (
	<div className="copyable">
		<code>{text}</code>
		<CopyButton text={text} what={what} />
	</div>
);
