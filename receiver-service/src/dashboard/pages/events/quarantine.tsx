import { useState } from 'react';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { AcceptConfirm } from '../receipts/accept.tsx';
import type { MessageDetail } from './message.ts';
import { detailTexts } from './texts.ts';

/** Says why nothing was delivered, and lets who may deliver it. */
export const Quarantine = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const [asked, setAsked] = useState(false);
	const mayDeliver = useCan()('publish');
	const { receipt_id: receiptId } = message;
	return (
		<Notice tone="warn">
			<div className="stack-small">
				<span>{t.quarantined}</span>
				{mayDeliver && receiptId !== null ? (
					<div>
						<Button small onClick={() => setAsked(true)}>
							{t.deliver}
						</Button>
					</div>
				) : null}
			</div>
			{asked && receiptId !== null ? (
				<AcceptConfirm
					receipt={{ id: receiptId, outcome: 'quarantined' }}
					onClose={() => setAsked(false)}
				/>
			) : null}
		</Notice>
	);
};
