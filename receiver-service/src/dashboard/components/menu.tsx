import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';

export type MenuItem = { readonly label: string; readonly onSelect: () => void };

/** Acts behind one button. */
export const Menu = ({
	trigger,
	items,
}: {
	readonly trigger: ReactElement;
	readonly items: readonly MenuItem[];
}) => (
	<Base.Root>
		<Base.Trigger render={trigger} />
		<Base.Portal>
			<Base.Positioner className="positioner" sideOffset={4} align="end">
				<Base.Popup className="popup">
					{items.map(({ label, onSelect }) => (
						<Base.Item key={label} className="option" onClick={onSelect}>
							{label}
						</Base.Item>
					))}
				</Base.Popup>
			</Base.Positioner>
		</Base.Portal>
	</Base.Root>
);
