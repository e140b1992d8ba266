import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import { useText } from '../text/texts.ts';
import { Button, IconButton } from './button.tsx';
import { componentTexts } from './texts.ts';

type Open = { readonly open: boolean; readonly onClose: () => void };

/** A form is begun at its first field, not at the button that closes it. */
const firstControl = (popup: HTMLElement | null): HTMLElement | true =>
	popup?.querySelector<HTMLElement>('input, select, textarea') ?? true;

/** Over the page: it holds the focus, Escape closes it, and the focus returns to where it was. */
export const Dialog = ({
	open,
	onClose,
	title,
	wide = false,
	children,
}: Open & { readonly title: string; readonly wide?: boolean; readonly children: ReactNode }) => {
	const t = useText(componentTexts);
	const popup = useRef<HTMLDivElement>(null);
	return (
		<Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
			<Base.Portal>
				<Base.Backdrop className="backdrop" />
				<Base.Popup
					ref={popup}
					className={wide ? 'dialog dialog-wide' : 'dialog'}
					initialFocus={(by) => (by === 'touch' ? true : firstControl(popup.current))}
				>
					<div className="card-head">
						<Base.Title>{title}</Base.Title>
						<Base.Close render={<IconButton label={t.close} icon="close" small />} />
					</div>
					{children}
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
};

/** Asks before something that cannot be taken back. */
export const Confirm = ({
	open,
	onClose,
	title,
	children,
	action,
	danger = true,
	busy = false,
	disabled = false,
	onConfirm,
}: Open & {
	readonly title: string;
	readonly children?: ReactNode;
	/** What the button says: the act itself, such as `Delete`. */
	readonly action: string;
	readonly danger?: boolean;
	readonly busy?: boolean;
	readonly disabled?: boolean;
	readonly onConfirm: () => void;
}) => {
	const t = useText(componentTexts);
	return (
		<AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
			<AlertDialog.Portal>
				<AlertDialog.Backdrop className="backdrop" />
				<AlertDialog.Popup className="dialog">
					<AlertDialog.Title>{title}</AlertDialog.Title>
					<AlertDialog.Description render={<div className="stack" />}>
						{children}
					</AlertDialog.Description>
					<div className="form-actions">
						<AlertDialog.Close render={<Button>{t.cancel}</Button>} />
						<Button
							kind={danger ? 'danger' : 'primary'}
							busy={busy}
							disabled={disabled}
							onClick={onConfirm}
						>
							{action}
						</Button>
					</div>
				</AlertDialog.Popup>
			</AlertDialog.Portal>
		</AlertDialog.Root>
	);
};
