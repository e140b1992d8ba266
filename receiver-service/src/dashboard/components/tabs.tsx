import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type Tab = { readonly id: string; readonly label: string; readonly panel: ReactNode };

export const Tabs = ({
	label,
	tabs,
}: {
	readonly label: string;
	readonly tabs: readonly Tab[];
}) => (
	<Base.Root defaultValue={tabs[0]?.id}>
		<Base.List className="tabs-list" aria-label={label}>
			{tabs.map(({ id, label: said }) => (
				<Base.Tab key={id} value={id} className="tab">
					{said}
				</Base.Tab>
			))}
		</Base.List>
		{tabs.map(({ id, panel }) => (
			<Base.Panel key={id} value={id} className="tab-panel">
				{panel}
			</Base.Panel>
		))}
	</Base.Root>
);
