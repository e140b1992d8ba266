import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '../../components/button.tsx';
import { Card, Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Source, useSource, useSources, useVendors, type Vendor } from '../../vendor/query.ts';
import { Account } from './account.tsx';
import { VendorCards } from './choose.tsx';
import { unusedSource } from './source.ts';
import { Steps } from './steps.tsx';
import { connectTexts } from './texts.ts';

/** Where the page stands is in its address: a reload, or a link to it, loses nothing. */
const addressOf = (vendor: string, source: string | null): string =>
	`/connect?${new URLSearchParams({ vendor, ...(source === null ? {} : { source }) })}`;

const focus = (element: HTMLElement | null): void => element?.focus();

const ChosenSource = ({
	id,
	vendor,
	focused,
	onAnother,
}: {
	readonly id: string;
	readonly vendor: Vendor;
	/** Somebody just chose it: what they pressed is gone, or far above. */
	readonly focused: boolean;
	readonly onAnother: () => void;
}) => {
	const t = useText(connectTexts);
	return (
		<Loaded query={useSource(id)}>
			{(source) => (
				<>
					<li className="steps-aside row">
						<span tabIndex={-1} ref={focused ? focus : undefined}>
							{t.source}: <span className="strong break">{source.name}</span>
						</span>
						<Button small onClick={onAnother}>
							{t.another}
						</Button>
					</li>
					<Steps source={source} vendor={vendor} />
				</>
			)}
		</Loaded>
	);
};

const Choosing = ({
	vendors,
	sources,
}: {
	readonly vendors: readonly Vendor[];
	readonly sources: readonly Source[];
}) => {
	const t = useText(connectTexts);
	const [, go] = useLocation();
	const asked = new URLSearchParams(useSearch());
	const vendor = vendors.find(({ id }) => id === asked.get('vendor')) ?? null;
	const sourceId = asked.get('source');
	const [chosenHere, setChosenHere] = useState(false);
	const goTo = (vendorId: string, source: string | null) => {
		setChosenHere(source !== null);
		go(addressOf(vendorId, source));
	};
	const choose = ({ id }: Vendor) => goTo(id, unusedSource(sources, id)?.id ?? null);
	return (
		<ol className="steps">
			<li>
				<Card title={t.choose}>
					<VendorCards vendors={vendors} chosen={vendor?.id ?? null} onChoose={choose} />
				</Card>
			</li>
			{vendor !== null && sourceId === null ? (
				<li className="steps-aside">
					<Card title={t.account}>
						<Account
							key={vendor.id}
							vendor={vendor}
							sources={sources}
							onChosen={(id) => goTo(vendor.id, id)}
						/>
					</Card>
				</li>
			) : null}
			{vendor !== null && sourceId !== null ? (
				<ChosenSource
					key={sourceId}
					id={sourceId}
					vendor={vendor}
					focused={chosenHere}
					onAnother={() => goTo(vendor.id, null)}
				/>
			) : null}
		</ol>
	);
};

const Connect = () => {
	const t = useText(connectTexts);
	const sources = useSources();
	return (
		<Page title={t.title} intro={t.intro}>
			<Loaded query={useVendors()}>
				{({ data: vendors }) => (
					<Loaded query={sources}>{(own) => <Choosing vendors={vendors} sources={own} />}</Loaded>
				)}
			</Loaded>
		</Page>
	);
};

export default Connect;
