import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { IconButton } from '../components/button.tsx';
import { componentTexts } from '../components/texts.ts';
import { useText } from '../text/texts.ts';
import { Brand } from './brand.tsx';
import { MemberMenu } from './member-menu.tsx';
import { Navigation } from './navigation.tsx';
import { shellTexts } from './texts.ts';

const Sidebar = ({ onGo }: { readonly onGo?: () => void }) => (
	<header className="sidebar">
		<Brand />
		<Navigation onGo={onGo} />
		<div className="sidebar-foot">
			<MemberMenu />
		</div>
	</header>
);

/** On a narrow screen the navigation is behind a button. */
const Topbar = () => {
	const t = useText(shellTexts);
	const { close } = useText(componentTexts);
	const [open, setOpen] = useState(false);
	return (
		<header className="topbar">
			<Dialog.Root open={open} onOpenChange={setOpen}>
				<Dialog.Trigger render={<IconButton label={t.menu} icon="menu" />} />
				<Dialog.Portal>
					<Dialog.Backdrop className="backdrop" />
					<Dialog.Popup className="drawer">
						<Dialog.Title className="visually-hidden">{t.menu}</Dialog.Title>
						<Sidebar onGo={() => setOpen(false)} />
						<Dialog.Close className="visually-hidden">{close}</Dialog.Close>
					</Dialog.Popup>
				</Dialog.Portal>
			</Dialog.Root>
			<Brand />
		</header>
	);
};

/** Another view begins at its top. */
const useTopOnGo = (): void => {
	const [location] = useLocation();
	const before = useRef(location);
	useEffect(() => {
		if (before.current !== location) scrollTo({ top: 0 });
		before.current = location;
	}, [location]);
};

export const Shell = ({ children }: { readonly children: ReactNode }) => {
	const t = useText(shellTexts);
	useTopOnGo();
	return (
		<div className="shell">
			<a className="skip" href="#main">
				{t.skip}
			</a>
			<Topbar />
			<Sidebar />
			<main id="main" className="main" tabIndex={-1}>
				{children}
			</main>
		</div>
	);
};
