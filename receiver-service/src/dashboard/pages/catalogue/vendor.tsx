import { useParams } from 'wouter';
import { useCan } from '../../api/session.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Loaded, Notice } from '../../components/state.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { useEventTypes, useVendors, type Vendor } from '../../vendor/query.ts';
import { EventCard } from './event.tsx';
import { Guides } from './guides.tsx';
import { Snippets } from './snippets.tsx';
import { catalogueTexts } from './texts.ts';

const About = ({ vendor }: { readonly vendor: Vendor }) => {
	const t = useText(catalogueTexts);
	return (
		<ul className="row">
			<li>
				<a href={vendor.homepage} target="_blank" rel="noreferrer">
					{t.homepage}
				</a>
			</li>
			<li>
				<a href={vendor.documentation} target="_blank" rel="noreferrer">
					{t.documentation}
				</a>
			</li>
		</ul>
	);
};

const Verify = ({ vendor }: { readonly vendor: Vendor }) => {
	const t = useText(catalogueTexts);
	return (
		<Card title={t.verify}>
			{vendor.snippets === null ? (
				<Notice tone="warn">{t.unsigned(vendor.name)}</Notice>
			) : (
				<>
					<p>{t.verifyVendor(vendor.name)}</p>
					<Snippets snippets={vendor.snippets} />
				</>
			)}
		</Card>
	);
};

const VendorEvents = ({ id }: { readonly id: string }) => {
	const t = useText(catalogueTexts);
	return (
		<Loaded query={useEventTypes()}>
			{(types) => (
				<section className="stack" aria-label={t.eventsOf}>
					{types
						.filter(({ vendor }) => vendor === id)
						.map((event) => (
							<EventCard key={event.type} event={event} />
						))}
				</section>
			)}
		</Loaded>
	);
};

const Known = ({ vendor }: { readonly vendor: Vendor }) => {
	const t = useText(catalogueTexts);
	const spoken = useKept(language);
	const mayConnect = useCan()('admin');
	return (
		<Page
			title={vendor.name}
			intro={vendor.about[spoken]}
			actions={
				mayConnect ? (
					<ButtonLink kind="primary" icon="connect" href={`/connect?vendor=${vendor.id}`}>
						{t.connect}
					</ButtonLink>
				) : null
			}
		>
			<About vendor={vendor} />
			<VendorEvents id={vendor.id} />
			<Verify vendor={vendor} />
			<Guides />
		</Page>
	);
};

const VendorPage = () => {
	const t = useText(catalogueTexts);
	const { vendor: id } = useParams<{ vendor: string }>();
	return (
		<Loaded query={useVendors()}>
			{({ data }) => {
				const vendor = data.find((each) => each.id === id);
				if (vendor !== undefined) return <Known vendor={vendor} />;
				return (
					<Page title={t.title} intro={t.unknown}>
						<div>
							<ButtonLink href="/catalogue">{t.back}</ButtonLink>
						</div>
					</Page>
				);
			}}
		</Loaded>
	);
};

export default VendorPage;
