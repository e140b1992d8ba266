import { Link } from 'wouter';
import { Card, Page } from '../../components/page.tsx';
import { Badge, Loaded } from '../../components/state.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { VendorBadge } from '../../vendor/badge.tsx';
import { useVendors, type Vendor } from '../../vendor/query.ts';
import { Guides } from './guides.tsx';
import { Snippets } from './snippets.tsx';
import { catalogueTexts } from './texts.ts';

const signing = { required: 'always', optional: 'optional', none: 'never' } as const;

const VendorCard = ({ vendor }: { readonly vendor: Vendor }) => {
	const t = useText(catalogueTexts);
	const spoken = useKept(language);
	return (
		<Link href={`/catalogue/${vendor.id}`} className="card-choice">
			<span className="strong">
				<VendorBadge id={vendor.id} />
			</span>
			<span>{vendor.about[spoken]}</span>
			<span className="row">
				<span className="small soft">{t.events(vendor.events.length)}</span>
				<Badge tone={vendor.secret === 'none' ? 'warn' : 'good'}>{t[signing[vendor.secret]]}</Badge>
			</span>
		</Link>
	);
};

const Catalogue = () => {
	const t = useText(catalogueTexts);
	return (
		<Page title={t.title} intro={t.intro}>
			<Loaded query={useVendors()}>
				{({ data, hooks }) => (
					<>
						<div className="cards">
							{data.map((vendor) => (
								<VendorCard key={vendor.id} vendor={vendor} />
							))}
						</div>
						<Card title={t.hooksTitle}>
							<p>{t.verifyHooks}</p>
							<Snippets snippets={hooks.snippets} />
						</Card>
						<Guides />
					</>
				)}
			</Loaded>
		</Page>
	);
};

export default Catalogue;
