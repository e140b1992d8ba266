import { useLiveQueries } from '../../api/live.ts';
import { Card } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { IngestUrls } from '../sources/ingest-urls.tsx';
import { SecretForm } from '../sources/secret-form.tsx';
import { secretTexts } from '../sources/secret-texts.ts';
import { Arrive } from './arrive.tsx';
import { connectTexts } from './texts.ts';

type Props = { readonly source: Source; readonly vendor: Vendor };

const Secret = ({ source, vendor }: Props) => {
	const t = useText(secretTexts);
	if (source.secrets.length > 0) return <Notice tone="good">{t.isSet}</Notice>;
	if (vendor.secret === 'none') return <p>{t.never(vendor.name)}</p>;
	return (
		<>
			<p>{t[vendor.secret](vendor.name)}</p>
			<SecretForm source={source} vendor={vendor} action={t.save} />
		</>
	);
};

const Clicks = ({ vendor }: { readonly vendor: Vendor }) => {
	const t = useText(connectTexts);
	const spoken = useKept(language);
	return (
		<>
			<ol className="clicks">
				{vendor.setup.map((step) => (
					<li key={step.en}>{step[spoken]}</li>
				))}
			</ol>
			<div>
				<a href={vendor.documentation} target="_blank" rel="noreferrer">
					{t.documentation}
				</a>
			</div>
		</>
	);
};

/** What is left once there is a source: its URL, its secret, the vendor's settings, the event. */
export const Steps = ({ source, vendor }: Props) => {
	const t = useText(connectTexts);
	useLiveQueries([[...sourcesKey, source.id]]);
	return (
		<>
			<li>
				<Card title={t.url}>
					<IngestUrls source={source} vendor={vendor} />
				</Card>
			</li>
			<li>
				<Card title={t.secret}>
					<Secret source={source} vendor={vendor} />
				</Card>
			</li>
			<li>
				<Card title={t.clicks(vendor.name)}>
					<Clicks vendor={vendor} />
				</Card>
			</li>
			<li className="steps-end">
				<Card title={t.arrive}>
					<Arrive source={source} vendor={vendor} />
				</Card>
			</li>
		</>
	);
};
