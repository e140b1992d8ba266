import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choices.tsx';
import { TextField } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey, type Vendor } from '../../vendor/query.ts';
import { changesOf, type Settings, settingsOf } from './settings.ts';
import { settingTexts } from './texts.ts';

type Change = ReturnType<typeof changesOf>;

const useSave = (id: string, done: string) =>
	useAct(
		(body: Change) => answer(api.PATCH('/v1/sources/{id}', { params: { path: { id } }, body })),
		{ changes: [sourcesKey], done, quiet: true },
	);

export const SettingsCard = ({
	source,
	vendor,
}: {
	readonly source: Source;
	readonly vendor: Vendor;
}) => {
	const t = useText(settingTexts);
	const before = settingsOf(source);
	const [settings, setSettings] = useState<Settings>(before);
	const set = (change: Partial<Settings>) => setSettings({ ...settings, ...change });
	const save = useSave(source.id, t.saved);
	const changes = changesOf(before, settings);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate(changes);
	};
	return (
		<Card title={t.title}>
			<form className="form" onSubmit={submit}>
				{save.error === null ? null : <Notice tone="bad">{save.error.message}</Notice>}
				<TextField
					label={t.name}
					required
					value={settings.name}
					onChange={(name) => set({ name })}
					error={fieldError(save.error, 'name')}
				/>
				<Checkbox
					label={t.enabled}
					hint={t.enabledHint}
					checked={settings.enabled}
					onChange={(enabled) => set({ enabled })}
				/>
				<Checkbox label={t.alarm} checked={settings.alarm} onChange={(alarm) => set({ alarm })} />
				{settings.alarm ? (
					<TextField
						label={t.hours}
						type="number"
						min={1}
						max={8760}
						required
						value={settings.hours}
						onChange={(hours) => set({ hours })}
						error={fieldError(save.error, 'silence_alarm_hours')}
					/>
				) : null}
				{vendor.signature.timestampHeader === undefined ? null : (
					<TextField
						label={t.tolerance}
						hint={t.toleranceHint}
						type="number"
						min={1}
						max={31_536_000}
						required
						value={settings.tolerance}
						onChange={(tolerance) => set({ tolerance })}
						error={fieldError(save.error, 'timestamp_tolerance_seconds')}
					/>
				)}
				<Checkbox
					label={t.replays}
					hint={t.replaysHint}
					checked={settings.replays}
					onChange={(replays) => set({ replays })}
				/>
				<Checkbox
					label={t.sandbox}
					hint={t.sandboxHint}
					checked={settings.sandbox}
					onChange={(sandbox) => set({ sandbox })}
				/>
				<div className="form-actions">
					<Button
						kind="primary"
						type="submit"
						busy={save.isPending}
						disabled={Object.keys(changes).length === 0}
					>
						{t.save}
					</Button>
				</div>
			</form>
		</Card>
	);
};
