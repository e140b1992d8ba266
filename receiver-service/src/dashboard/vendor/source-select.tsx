import { Select } from '../components/select.tsx';
import { useText } from '../text/texts.ts';
import { useVendorName } from './badge.tsx';
import { useSources } from './query.ts';
import { eventTexts } from './texts.ts';

/** One source, or (empty) all of them. */
export const SourceSelect = ({
	value,
	onChange,
}: {
	readonly value: string;
	readonly onChange: (sourceId: string) => void;
}) => {
	const t = useText(eventTexts);
	const nameOf = useVendorName();
	const sources = useSources().data ?? [];
	return (
		<Select
			label={t.source}
			value={value}
			onChange={onChange}
			choices={[
				{ value: '', label: t.everySource },
				...sources.map(({ id, name, vendor }) => ({
					value: id,
					label: name === nameOf(vendor) ? name : `${name} (${nameOf(vendor)})`,
				})),
			]}
		/>
	);
};
