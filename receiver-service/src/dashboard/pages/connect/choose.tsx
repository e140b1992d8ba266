import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { VendorBadge } from '../../vendor/badge.tsx';
import type { Vendor } from '../../vendor/query.ts';

/** A card for each vendor. */
export const VendorCards = ({
	vendors,
	chosen,
	onChoose,
}: {
	readonly vendors: readonly Vendor[];
	readonly chosen: string | null;
	readonly onChoose: (vendor: Vendor) => void;
}) => {
	const spoken = useKept(language);
	return (
		<div className="cards">
			{vendors.map((vendor) => (
				<button
					key={vendor.id}
					type="button"
					className="card-choice"
					aria-pressed={vendor.id === chosen}
					onClick={() => onChoose(vendor)}
				>
					<span className="strong">
						<VendorBadge id={vendor.id} />
					</span>
					<span className="small">{vendor.about[spoken]}</span>
				</button>
			))}
		</div>
	);
};
