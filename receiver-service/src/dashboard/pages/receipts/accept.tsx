import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Confirm } from '../../components/dialog.tsx';
import { useText } from '../../text/texts.ts';
import { messagesKey, receiptsKey } from '../../vendor/query.ts';
import type { Receipt } from './reason.ts';
import { receiptTexts } from './texts.ts';

const says = {
	accepted: 'acceptQuarantined',
	quarantined: 'acceptQuarantined',
	duplicate: 'acceptDuplicate',
	rejected: 'acceptRejected',
} as const;

/** Asks, then delivers what was held back. */
export const AcceptConfirm = ({
	receipt,
	onClose,
}: {
	readonly receipt: Pick<Receipt, 'id' | 'outcome'>;
	readonly onClose: () => void;
}) => {
	const t = useText(receiptTexts);
	const accept = useAct(
		() => answer(api.POST('/v1/receipts/{id}/accept', { params: { path: { id: receipt.id } } })),
		{
			changes: [receiptsKey, messagesKey, ['deliveries']],
			done: ({ deliveries }) => t.accepted(deliveries),
			onDone: onClose,
		},
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.acceptOf}
			action={t.accept}
			danger={receipt.outcome === 'rejected'}
			busy={accept.isPending}
			onConfirm={() => accept.mutate(undefined)}
		>
			<p>{t[says[receipt.outcome]]}</p>
		</Confirm>
	);
};
