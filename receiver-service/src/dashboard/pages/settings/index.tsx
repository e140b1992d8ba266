import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import type { components } from '../../api/schema.ts';
import { sessionKey, useCan } from '../../api/session.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Card, Facts, Page } from '../../components/page.tsx';
import { Select } from '../../components/select.tsx';
import { Loaded, Notice } from '../../components/state.tsx';
import { languageNames } from '../../text/language-names.ts';
import { useText } from '../../text/texts.ts';
import { BrowserCard } from './browser.tsx';
import { settingTexts } from './texts.ts';

type Organisation = components['schemas']['Organisation'];

const organisationKey = ['organisation'] as const;
const languageChoices = (['en', 'fr'] as const).map((value) => ({
	value,
	label: languageNames[value],
}));

const SettingsForm = ({ organisation }: { readonly organisation: Organisation }) => {
	const t = useText(settingTexts);
	const [name, setName] = useState(organisation.name);
	const [days, setDays] = useState(String(organisation.retention_days));
	const [hours, setHours] = useState(String(organisation.silence_alarm_hours ?? ''));
	const [locale, setLocale] = useState(organisation.locale);
	const save = useAct(
		() =>
			answer(
				api.PATCH('/v1/organisation', {
					body: {
						name,
						retention_days: Number(days),
						silence_alarm_hours: hours === '' ? null : Number(hours),
						locale,
					},
				}),
			),
		{ changes: [organisationKey, sessionKey], done: t.saved, quiet: true },
	);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate(undefined);
	};
	return (
		<form className="form" onSubmit={submit}>
			{save.error === null ? null : <Notice tone="bad">{save.error.message}</Notice>}
			<TextField
				label={t.name}
				required
				value={name}
				onChange={setName}
				error={fieldError(save.error, 'name')}
			/>
			<TextField
				label={t.retention}
				hint={t.retentionHint(organisation.max_retention_days)}
				type="number"
				min={1}
				max={organisation.max_retention_days}
				required
				value={days}
				onChange={setDays}
				error={fieldError(save.error, 'retention_days')}
			/>
			<TextField
				label={t.silence}
				hint={t.silenceHint}
				type="number"
				min={1}
				max={8760}
				value={hours}
				onChange={setHours}
				error={fieldError(save.error, 'silence_alarm_hours')}
			/>
			<Select label={t.locale} value={locale} onChange={setLocale} choices={languageChoices} />
			<Facts facts={[[t.rate, t.perSecond(organisation.rate_limit_per_second)]]} />
			<div className="form-actions">
				<Button kind="primary" type="submit" busy={save.isPending}>
					{t.save}
				</Button>
			</div>
		</form>
	);
};

const Shown = ({ organisation }: { readonly organisation: Organisation }) => {
	const t = useText(settingTexts);
	const hours = organisation.silence_alarm_hours;
	return (
		<div className="stack">
			<Notice>{t.readOnly}</Notice>
			<Facts
				facts={[
					[t.name, organisation.name],
					[t.retention, t.days(organisation.retention_days)],
					[t.silence, hours === null ? t.never : t.hours(hours)],
					[t.locale, languageNames[organisation.locale]],
					[t.rate, t.perSecond(organisation.rate_limit_per_second)],
				]}
			/>
		</div>
	);
};

const Settings = () => {
	const t = useText(settingTexts);
	const mayChange = useCan()('admin');
	const query = useQuery({
		queryKey: organisationKey,
		queryFn: () => answer(api.GET('/v1/organisation')),
	});
	return (
		<Page title={t.title} intro={t.intro}>
			<div className="columns">
				<Card>
					<Loaded query={query}>
						{(organisation) =>
							mayChange ? (
								<SettingsForm organisation={organisation} />
							) : (
								<Shown organisation={organisation} />
							)
						}
					</Loaded>
				</Card>
				<BrowserCard />
			</div>
		</Page>
	);
};

export default Settings;
