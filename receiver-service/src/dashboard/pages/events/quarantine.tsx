import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { receiptsKey } from '../../vendor/query.ts';
import { AcceptConfirm } from '../receipts/accept.tsx';
import type { MessageDetail } from './message.ts';
import { detailTexts } from './texts.ts';

/** A receipt and its message are written together; their clocks were read a moment apart. */
const nearMs = 10_000;

const useReceipt = ({ id, received_at, source_id }: MessageDetail) =>
	useQuery({
		queryKey: [...receiptsKey, 'of', id],
		queryFn: async () => {
			const at = Date.parse(received_at);
			const { data } = await answer(
				api.GET('/v1/receipts', {
					params: {
						query: {
							outcome: ['quarantined'],
							limit: 100,
							since: new Date(at - nearMs).toISOString(),
							until: new Date(at + nearMs).toISOString(),
							...(source_id === null ? {} : { source_id }),
						},
					},
				}),
			);
			return data.find(({ message_id }) => message_id === id) ?? null;
		},
	});

/** Says why nothing was delivered, and lets who may deliver it. */
export const Quarantine = ({ message }: { readonly message: MessageDetail }) => {
	const t = useText(detailTexts);
	const [asked, setAsked] = useState(false);
	const mayDeliver = useCan()('publish');
	const receipt = useReceipt(message).data ?? null;
	return (
		<Notice tone="warn">
			<div className="stack-small">
				<span>{t.quarantined}</span>
				{mayDeliver && receipt !== null ? (
					<div>
						<Button small onClick={() => setAsked(true)}>
							{t.deliver}
						</Button>
					</div>
				) : null}
			</div>
			{asked && receipt !== null ? (
				<AcceptConfirm receipt={receipt} onClose={() => setAsked(false)} />
			) : null}
		</Notice>
	);
};
