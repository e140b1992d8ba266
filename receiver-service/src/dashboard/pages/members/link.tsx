import { Copyable } from '../../components/copy.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { memberTexts } from './texts.ts';

export type SignInLink = {
	readonly name: string;
	readonly url: string;
	readonly expires_at: string;
};

export const LinkDialog = ({
	link,
	onClose,
}: {
	readonly link: SignInLink;
	readonly onClose: () => void;
}) => {
	const t = useText(memberTexts);
	const { dateTime } = useFormat();
	return (
		<Dialog open onClose={onClose} title={t.linkTitle(link.name)}>
			<p>{t.linkOnce}</p>
			<Copyable text={link.url} what={t.theLink} />
			<p className="small soft">{t.linkUntil(dateTime(link.expires_at))}</p>
		</Dialog>
	);
};
