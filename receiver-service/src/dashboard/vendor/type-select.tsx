import { Select } from '../components/select.tsx';
import { useKept } from '../text/kept.ts';
import { language } from '../text/language.ts';
import { useText } from '../text/texts.ts';
import { useEventTypes, useVendors } from './query.ts';
import { eventTexts } from './texts.ts';

/** One event type, all of a vendor, or (empty) all of them. */
export const TypeSelect = ({
	value,
	onChange,
}: {
	readonly value: string;
	readonly onChange: (type: string) => void;
}) => {
	const t = useText(eventTexts);
	const spoken = useKept(language);
	const types = useEventTypes().data ?? [];
	const vendors = useVendors().data?.data ?? [];
	const choices = vendors.flatMap(({ id, name }) => [
		{ value: `${id}.*`, label: t.everyTypeOf(name) },
		...types
			.filter(({ vendor }) => vendor === id)
			.map(({ type, label }) => ({ value: type, label: `${name} · ${label[spoken]}` })),
	]);
	return (
		<Select
			label={t.type}
			value={value}
			onChange={onChange}
			choices={[{ value: '', label: t.everyType }, ...choices]}
		/>
	);
};
