import { Toast } from '@base-ui/react/toast';
import { useText } from '../text/texts.ts';
import { IconButton } from './button.tsx';
import { componentTexts } from './texts.ts';
import { toasts } from './toast.ts';

const Shown = () => {
	const t = useText(componentTexts);
	const { toasts: shown } = Toast.useToastManager();
	return shown.map((each) => (
		<Toast.Root key={each.id} toast={each} className="toast" swipeDirection={[]}>
			<Toast.Title className="break" render={<p />} />
			<Toast.Close render={<IconButton label={t.close} icon="close" small />} />
		</Toast.Root>
	));
};

/** Where toasts appear; they are read out as they come. */
export const Toaster = () => {
	const t = useText(componentTexts);
	return (
		<Toast.Provider toastManager={toasts}>
			<Toast.Portal>
				<Toast.Viewport className="toasts" aria-label={t.news}>
					<Shown />
				</Toast.Viewport>
			</Toast.Portal>
		</Toast.Provider>
	);
};
