import { useText } from '../../text/texts.ts';
import { type Receipt, reasonOf } from './reason.ts';
import { reasonTexts, receiptTexts } from './texts.ts';

/** Why a request came to its outcome. */
export const Why = ({ receipt }: { readonly receipt: Receipt }) => {
	const t = useText(receiptTexts);
	const reasons = useText(reasonTexts);
	const gone = receipt.outcome === 'rejected' && !receipt.kept;
	return (
		<span className="small">
			{reasonOf(receipt, reasons)}
			{gone ? <span className="soft"> ({t.notKept})</span> : null}
		</span>
	);
};
