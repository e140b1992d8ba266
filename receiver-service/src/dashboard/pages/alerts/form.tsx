import { type FormEvent, useState } from 'react';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { fieldError } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../components/choices.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { type Alert, type AlertKind, alertKinds, alertsKey } from './alert.ts';
import { alertTexts, kindTexts } from './texts.ts';

type Asked = {
	readonly channel: Alert['channel'];
	readonly target: string;
	readonly events: AlertKind[];
	readonly enabled: boolean;
};

const add = async (asked: Asked): Promise<string | null> => {
	const made = await answer(api.POST('/v1/alerts', { body: asked }));
	return made.secret ?? null;
};

/** The target is sent only when it changed: a viewer of the list sees no more than part of it. */
const change = async (alert: Alert, { target, events, enabled }: Asked): Promise<null> => {
	await answer(
		api.PATCH('/v1/alerts/{id}', {
			params: { path: { id: alert.id } },
			body: { events, enabled, ...(target === alert.target ? {} : { target }) },
		}),
	);
	return null;
};

/** Adds a recipient, or changes one. */
export const AlertDialog = ({
	alert,
	onClose,
	onSecret,
}: {
	readonly alert: Alert | null;
	readonly onClose: () => void;
	readonly onSecret: (secret: string) => void;
}) => {
	const t = useText(alertTexts);
	const kinds = useText(kindTexts);
	const [channel, setChannel] = useState<Alert['channel']>(alert?.channel ?? 'email');
	const [target, setTarget] = useState(alert?.target ?? '');
	const [events, setEvents] = useState<readonly AlertKind[]>(alert?.events ?? alertKinds);
	const [enabled, setEnabled] = useState(alert?.enabled ?? true);
	const save = useAct((asked: Asked) => (alert === null ? add(asked) : change(alert, asked)), {
		changes: [alertsKey],
		done: t.saved,
		quiet: true,
		onDone: (secret) => (secret === null ? onClose() : onSecret(secret)),
	});
	const submit = (event: FormEvent) => {
		event.preventDefault();
		save.mutate({ channel, target, events: [...events], enabled });
	};
	return (
		<Dialog open onClose={onClose} title={alert === null ? t.add : t.edit}>
			<form className="form" onSubmit={submit}>
				{save.error === null ? null : <Notice tone="bad">{save.error.message}</Notice>}
				{alert === null ? (
					<RadioGroup
						label={t.channel}
						value={channel}
						onChange={setChannel}
						options={[
							{ value: 'email', label: t.email, hint: t.emailHint },
							{ value: 'webhook', label: t.webhook, hint: t.webhookHint },
						]}
					/>
				) : null}
				<TextField
					label={channel === 'email' ? t.address : t.url}
					type={channel === 'email' ? 'email' : 'url'}
					required
					value={target}
					onChange={setTarget}
					error={fieldError(save.error, 'target')}
				/>
				<CheckboxGroup
					label={t.events}
					options={alertKinds.map((value) => ({ value, label: kinds[value] }))}
					values={events}
					onChange={setEvents}
					error={fieldError(save.error, 'events')}
				/>
				<Checkbox label={t.enabled} checked={enabled} onChange={setEnabled} />
				<div className="form-actions">
					<Button kind="primary" type="submit" busy={save.isPending} disabled={events.length === 0}>
						{t.save}
					</Button>
				</div>
			</form>
		</Dialog>
	);
};
