import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { RadioGroup } from '../../components/choices.tsx';
import { Copyable } from '../../components/copy.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Card } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { useFormat } from '../../text/format.ts';
import { useKept } from '../../text/kept.ts';
import { language } from '../../text/language.ts';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { isReachable } from './health.ts';
import { ingestTexts } from './texts.ts';

/** One address, or one for each event where bodies do not name it. Only admins are told. */
export const IngestUrls = ({
	source,
	vendor,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
}) => {
	const t = useText(ingestTexts);
	const spoken = useKept(language);
	const { ingest_url: url, ingest_urls: urls } = source;
	if (url === null) return null;
	return (
		<>
			<p>{urls === undefined ? t.says : t.sayMany}</p>
			{vendor.ingest.map(({ event, label }) =>
				event === null ? (
					<Copyable key="all" text={url} what={t.theUrl} />
				) : (
					<div key={event} className="labelled">
						<span className="small">
							<span className="strong">{label[spoken]}</span> · <code>{event}</code>
						</span>
						<Copyable text={urls?.[event] ?? url} what={t.theUrlOf(event)} />
					</div>
				),
			)}
			{isReachable(url) ? null : <Notice tone="warn">{t.https}</Notice>}
		</>
	);
};

const RotateDialog = ({
	source,
	onClose,
}: {
	readonly source: Source;
	readonly onClose: () => void;
}) => {
	const t = useText(ingestTexts);
	const [when, setWhen] = useState<'later' | 'now'>('later');
	const rotate = useAct(
		() =>
			answer(
				api.POST('/v1/sources/{id}/rotate-token', {
					params: { path: { id: source.id } },
					body: { immediate: when === 'now' },
				}),
			),
		{ changes: [sourcesKey], done: t.rotated, onDone: onClose },
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		rotate.mutate(undefined);
	};
	return (
		<Dialog open onClose={onClose} title={t.rotateTitle}>
			<form className="form" onSubmit={submit}>
				<p>{t.rotateSays}</p>
				<RadioGroup
					label={t.when}
					value={when}
					onChange={setWhen}
					options={[
						{ value: 'later', label: t.later, hint: t.laterHint },
						{ value: 'now', label: t.now, hint: t.nowHint },
					]}
				/>
				<div className="form-actions">
					<Button kind="danger" type="submit" busy={rotate.isPending}>
						{t.rotate}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};

export const IngestCard = ({
	source,
	vendor,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
}) => {
	const t = useText(ingestTexts);
	const { dateTime } = useFormat();
	const [rotating, setRotating] = useState(false);
	const expires = source.previous_url_expires_at;
	return (
		<Card
			title={source.ingest_urls === undefined ? t.title : t.titles}
			actions={
				<Button small icon="refresh" onClick={() => setRotating(true)}>
					{t.rotate}
				</Button>
			}
		>
			<IngestUrls source={source} vendor={vendor} />
			{expires === null ? null : <p className="small soft">{t.previous(dateTime(expires))}</p>}
			{rotating ? <RotateDialog source={source} onClose={() => setRotating(false)} /> : null}
		</Card>
	);
};
