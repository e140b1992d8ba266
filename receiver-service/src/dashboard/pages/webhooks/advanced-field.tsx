import { useState } from 'react';
import { RadioGroup } from '../../components/choices.tsx';
import { TextField } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../text/texts.ts';
import { delaysIn } from './delays.ts';
import { type Draft, movesHost } from './draft.ts';
import { errorUnder } from './faults.ts';
import { formTexts } from './form-texts.ts';
import { HeadersField } from './headers-field.tsx';
import type { Webhook } from './webhook.ts';

type Editing = {
	readonly draft: Draft;
	readonly onChange: (change: Partial<Draft>) => void;
	readonly fault: Error | null;
};

const PolicyField = ({ draft, onChange, fault }: Editing) => {
	const t = useText(formTexts);
	return (
		<>
			<Select
				label={t.policy}
				value={draft.policy}
				onChange={(policy) => onChange({ policy })}
				choices={[
					{ value: 'standard', label: t.standard },
					{ value: 'vendor', label: t.vendorPolicy },
					{ value: 'own', label: t.own },
				]}
				error={draft.policy === 'own' ? undefined : errorUnder(fault, 'policy')}
			/>
			{draft.policy === 'own' ? (
				<div className="columns">
					<TextField
						label={t.schedule}
						hint={t.scheduleHint}
						value={draft.schedule}
						onChange={(schedule) => onChange({ schedule })}
						error={
							delaysIn(draft.schedule) === null
								? t.scheduleWrong
								: errorUnder(fault, 'policy.schedule_seconds')
						}
					/>
					<TextField
						label={t.timeout}
						type="number"
						min={1}
						max={60}
						required
						value={draft.timeout}
						onChange={(timeout) => onChange({ timeout })}
						error={errorUnder(fault, 'policy.timeout_seconds')}
					/>
					<TextField
						label={t.disableAfter}
						type="number"
						min={1}
						optional
						value={draft.disableAfter}
						onChange={(disableAfter) => onChange({ disableAfter })}
						error={errorUnder(fault, 'policy.disable_after')}
					/>
				</div>
			) : null}
		</>
	);
};

/** Format, retries, headers and pace: most webhooks need none of it. */
export const AdvancedField = ({
	webhook,
	...editing
}: Editing & { readonly webhook: Webhook | null }) => {
	const { draft, onChange, fault } = editing;
	const t = useText(formTexts);
	const [opened] = useState(
		draft.format !== 'message' ||
			draft.policy !== 'standard' ||
			draft.headers === null ||
			draft.rateLimit !== '',
	);
	return (
		<details className="disclosure" open={opened}>
			<summary>{t.advanced}</summary>
			<div className="form">
				{draft.platform === 'custom' ? (
					<RadioGroup
						label={t.format}
						value={draft.format}
						onChange={(format) =>
							onChange({ format, policy: format === 'vendor' ? 'vendor' : 'standard' })
						}
						options={[
							{ value: 'message', label: t.message, hint: t.messageHint },
							{ value: 'vendor', label: t.vendor, hint: t.vendorHint },
						]}
					/>
				) : null}
				{errorUnder(fault, 'format') === undefined ? null : (
					<div className="field-error" role="alert">
						{errorUnder(fault, 'format')}
					</div>
				)}
				<PolicyField {...editing} />
				<HeadersField
					headers={draft.headers}
					kept={webhook?.header_names ?? []}
					dropped={webhook !== null && movesHost(draft, webhook)}
					onChange={(headers) => onChange({ headers })}
					fault={fault}
				/>
				<TextField
					label={t.rateLimit}
					hint={t.rateLimitHint}
					type="number"
					min={0.1}
					max={1000}
					step="any"
					optional
					value={draft.rateLimit}
					onChange={(rateLimit) => onChange({ rateLimit })}
					error={errorUnder(fault, 'rate_limit_per_second')}
				/>
			</div>
		</details>
	);
};
