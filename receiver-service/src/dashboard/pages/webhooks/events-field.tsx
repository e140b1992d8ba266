import { Checkbox } from '../../components/choices.tsx';
import { Loaded } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { withAll, withType } from './draft.ts';
import { formTexts } from './form-texts.ts';
import { type EventType, useEventTypes, useTypeNames } from './queries.ts';

type Choosing = {
	readonly types: readonly string[];
	readonly onChange: (types: readonly string[]) => void;
};

const VendorEvents = ({
	vendor,
	all,
	types,
	onChange,
}: Choosing & { readonly vendor: string; readonly all: readonly EventType[] }) => {
	const t = useText(formTexts);
	const { labelOf, vendorOf } = useTypeNames();
	const name = vendorOf(`${vendor}.*`);
	const whole = types.includes(`${vendor}.*`);
	const chosen = all.filter(({ type }) => types.includes(type)).length;
	return (
		<div className="stack-small">
			<Checkbox
				label={t.allOf(name)}
				hint={
					<>
						<code>{vendor}.*</code> · {t.allHint}
					</>
				}
				checked={whole}
				onChange={(checked) => onChange(withAll(types, vendor, checked))}
			/>
			{whole ? null : (
				<details className="disclosure">
					<summary>{t.some(name, chosen, all.length)}</summary>
					<div className="choices">
						{all.map(({ type, event }) => (
							<Checkbox
								key={type}
								label={labelOf(type) ?? type}
								hint={<code className="break">{event}</code>}
								checked={types.includes(type)}
								onChange={(checked) => onChange(withType(types, type, checked))}
							/>
						))}
					</div>
				</details>
			)}
		</div>
	);
};

/** Which events: all of a vendor, or some of its. */
export const EventsField = ({
	types,
	onChange,
	error,
}: Choosing & { readonly error: string | undefined }) => {
	const t = useText(formTexts);
	const query = useEventTypes();
	return (
		<fieldset className="field">
			<legend className="field-label">{t.events}</legend>
			<Loaded query={query}>
				{(known) => (
					<div className="columns">
						{[...new Set(known.map(({ vendor }) => vendor))].map((vendor) => (
							<VendorEvents
								key={vendor}
								vendor={vendor}
								all={known.filter((each) => each.vendor === vendor)}
								types={types}
								onChange={onChange}
							/>
						))}
					</div>
				)}
			</Loaded>
			{error === undefined ? null : (
				<div className="field-error" role="alert">
					{error}
				</div>
			)}
		</fieldset>
	);
};
