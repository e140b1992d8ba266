import { Menu } from '@base-ui/react/menu';
import { useSession, useSignOut } from '../api/session.ts';
import { Icon } from '../components/icon.tsx';
import { toast } from '../components/toast.ts';
import { useText } from '../text/texts.ts';
import { PreferenceItems } from './preferences.tsx';
import { shellTexts } from './texts.ts';

/** Who is signed in, for which organisation, and what one may choose. */
export const MemberMenu = () => {
	const t = useText(shellTexts);
	const { member, organisation } = useSession();
	const signOut = useSignOut();
	return (
		<Menu.Root>
			<Menu.Trigger className="member">
				<span>
					<span className="strong">{organisation.name}</span>
					<span className="small soft">
						{member.name} · {t[member.role]}
					</span>
				</span>
				<Icon name="down" />
			</Menu.Trigger>
			<Menu.Portal>
				<Menu.Positioner className="positioner" sideOffset={4} align="start">
					<Menu.Popup className="popup">
						<PreferenceItems />
						<Menu.Separator className="option-line" />
						<Menu.Item className="option" onClick={() => void signOut().catch(toast.failure)}>
							{t.signOut}
						</Menu.Item>
					</Menu.Popup>
				</Menu.Positioner>
			</Menu.Portal>
		</Menu.Root>
	);
};
