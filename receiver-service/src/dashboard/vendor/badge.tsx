import { useKept } from '../text/kept.ts';
import { language } from '../text/language.ts';
import { lettersOf } from './letters.ts';
import { useEventTypes, useVendors } from './query.ts';

export const useVendorName = (): ((id: string) => string) => {
	const { data } = useVendors();
	return (id) => data?.data.find((vendor) => vendor.id === id)?.name ?? id;
};

/** A vendor's name behind its letters, a mark that tells it apart at a glance. */
export const VendorBadge = ({ id }: { readonly id: string }) => {
	const name = useVendorName()(id);
	return (
		<span className="vendor">
			<span className={`vendor-mark vendor-mark-${id}`} aria-hidden="true">
				{lettersOf(name)}
			</span>
			{name}
		</span>
	);
};

/** What people call an event type; the type itself where nobody named it. */
export const useTypeLabel = (): ((type: string) => string) => {
	const { data } = useEventTypes();
	const spoken = useKept(language);
	return (type) => data?.find((each) => each.type === type)?.label[spoken] ?? type;
};

/** An event type as people call it, its own name under it. */
export const TypeName = ({ type }: { readonly type: string }) => {
	const said = useTypeLabel()(type);
	return (
		<span className="stack-tight">
			{said === type ? null : <span>{said}</span>}
			<code className="soft break">{type}</code>
		</span>
	);
};
