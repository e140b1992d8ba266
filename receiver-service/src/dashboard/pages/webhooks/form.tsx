import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../text/texts.ts';
import { AdvancedField } from './advanced-field.tsx';
import { delaysIn } from './delays.ts';
import { changeBody, createBody, type Draft, draftOf, emptyDraft } from './draft.ts';
import { EventsField } from './events-field.tsx';
import { errorUnder, urlError } from './faults.ts';
import { FilterField } from './filter-field.tsx';
import { formTexts } from './form-texts.ts';
import { useSources } from './queries.ts';
import { Refused } from './refused.tsx';
import { nameOf, platformNames, platforms, type Webhook, webhooksKey } from './webhook.ts';

/** What was saved; its secret only where it was just made. */
export type Saved = Webhook & { readonly secret?: string };

const add = (draft: Draft): Promise<Saved> =>
	answer(api.POST('/v1/subscriptions', { body: createBody(draft) }));

const change = (webhook: Webhook, draft: Draft): Promise<Saved> =>
	answer(
		api.PATCH('/v1/subscriptions/{id}', {
			params: { path: { id: webhook.id } },
			body: changeBody(draft, webhook),
		}),
	);

const SourceField = ({
	draft,
	onChange,
	error,
}: {
	readonly draft: Draft;
	readonly onChange: (sourceId: string) => void;
	readonly error: string | undefined;
}) => {
	const t = useText(formTexts);
	const sources = useSources().data ?? [];
	return (
		<Select
			label={t.source}
			value={draft.sourceId}
			choices={[
				{ value: '', label: t.anySource },
				...sources.map(({ id, name }) => ({ value: id, label: name })),
				...(draft.sourceId === '' || sources.some(({ id }) => id === draft.sourceId)
					? []
					: [{ value: draft.sourceId, label: draft.sourceId }]),
			]}
			onChange={onChange}
			error={error}
		/>
	);
};

/** Adds a webhook, or changes one. */
export const WebhookDialog = ({
	webhook,
	onClose,
	onSaved,
}: {
	readonly webhook: Webhook | null;
	readonly onClose: () => void;
	readonly onSaved: (saved: Saved) => void;
}) => {
	const t = useText(formTexts);
	const [draft, setDraft] = useState(webhook === null ? emptyDraft : draftOf(webhook));
	const [incomplete, setIncomplete] = useState(false);
	const edit = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
	const save = useAct((asked: Draft) => (webhook === null ? add(asked) : change(webhook, asked)), {
		changes: [webhooksKey],
		done: webhook === null ? t.added : t.saved,
		quiet: true,
		onDone: onSaved,
	});
	const isWrong =
		draft.types.length === 0 || (draft.policy === 'own' && delaysIn(draft.schedule) === null);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		setIncomplete(isWrong);
		if (!isWrong) save.mutate(draft);
	};
	const form = useRef<HTMLFormElement>(null);
	// What is wrong may be above or below what one sees of a long form.
	useEffect(() => {
		if (save.error === null) return;
		const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
		wrong?.focus();
	}, [save.error]);
	const isMasked = webhook?.url.endsWith('/…') === true;
	return (
		<Dialog
			open
			wide
			onClose={onClose}
			title={webhook === null ? t.add : t.editOf(nameOf(webhook))}
		>
			<form className="form" ref={form} onSubmit={submit}>
				<TextField
					label={t.name}
					hint={t.nameHint}
					optional
					maxLength={200}
					value={draft.name}
					onChange={(name) => edit({ name })}
					error={errorUnder(save.error, 'name')}
				/>
				<TextField
					label={t.url}
					hint={isMasked ? t.urlMasked : t.urlHint}
					inputMode="url"
					spellCheck={false}
					required
					value={draft.url}
					onChange={(url) => edit({ url })}
					error={urlError(save.error)}
				/>
				{webhook === null ? (
					<Select
						label={t.platform}
						value={draft.platform}
						choices={platforms.map((value) => ({
							value,
							label: value === 'custom' ? t.custom : platformNames[value],
						}))}
						onChange={(platform) => edit({ platform })}
					/>
				) : null}
				<EventsField
					types={draft.types}
					onChange={(types) => edit({ types })}
					error={
						incomplete && draft.types.length === 0
							? t.eventsNeeded
							: errorUnder(save.error, 'event_types')
					}
				/>
				<SourceField
					draft={draft}
					onChange={(sourceId) => edit({ sourceId })}
					error={errorUnder(save.error, 'source_id')}
				/>
				<FilterField draft={draft} onChange={edit} fault={save.error} />
				<AdvancedField webhook={webhook} draft={draft} onChange={edit} fault={save.error} />
				{webhook === null ? (
					<Checkbox
						label={t.enabled}
						hint={t.enabledHint}
						checked={draft.enabled}
						onChange={(enabled) => edit({ enabled })}
					/>
				) : null}
				{save.error === null ? null : <Refused fault={save.error} />}
				<div className="form-actions">
					<Button kind="primary" type="submit" busy={save.isPending}>
						{webhook === null ? t.add : t.save}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};
