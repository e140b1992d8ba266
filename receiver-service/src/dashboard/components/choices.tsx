import { type ReactNode, useId } from 'react';

type CheckboxProps = {
	readonly label: ReactNode;
	readonly hint?: ReactNode;
	readonly checked: boolean;
	readonly onChange: (checked: boolean) => void;
	readonly disabled?: boolean;
};

export const Checkbox = ({ label, hint, checked, onChange, disabled }: CheckboxProps) => {
	const id = useId();
	return (
		<div className="choice">
			<input
				type="checkbox"
				id={id}
				checked={checked}
				disabled={disabled}
				aria-describedby={hint === undefined ? undefined : `${id}-hint`}
				onChange={(event) => onChange(event.target.checked)}
			/>
			<div>
				<label htmlFor={id}>{label}</label>
				{hint === undefined ? null : (
					<div className="field-hint" id={`${id}-hint`}>
						{hint}
					</div>
				)}
			</div>
		</div>
	);
};

export type Option<T extends string> = {
	readonly value: T;
	readonly label: ReactNode;
	readonly hint?: ReactNode;
};

/** Several of a few. */
export const CheckboxGroup = <T extends string>({
	label,
	options,
	values,
	onChange,
	error,
}: {
	readonly label: string;
	readonly options: readonly Option<T>[];
	readonly values: readonly T[];
	readonly onChange: (values: readonly T[]) => void;
	readonly error?: string | undefined;
}) => (
	<fieldset className="field">
		<legend className="field-label">{label}</legend>
		<div className="choices">
			{options.map(({ value, label: said, hint }) => (
				<Checkbox
					key={value}
					label={said}
					hint={hint}
					checked={values.includes(value)}
					onChange={(checked) =>
						onChange(
							options
								.map((each) => each.value)
								.filter((each) => (each === value ? checked : values.includes(each))),
						)
					}
				/>
			))}
		</div>
		{error === undefined ? null : (
			<div className="field-error" role="alert">
				{error}
			</div>
		)}
	</fieldset>
);

/** One of a few. */
export const RadioGroup = <T extends string>({
	label,
	options,
	value,
	onChange,
}: {
	readonly label: string;
	readonly options: readonly Option<T>[];
	readonly value: T;
	readonly onChange: (value: T) => void;
}) => {
	const name = useId();
	return (
		<fieldset className="field">
			<legend className="field-label">{label}</legend>
			<div className="choices">
				{options.map((option) => (
					<div className="choice" key={option.value}>
						<input
							type="radio"
							id={`${name}-${option.value}`}
							name={name}
							checked={option.value === value}
							onChange={() => onChange(option.value)}
						/>
						<label htmlFor={`${name}-${option.value}`}>
							<span>{option.label}</span>
							{option.hint === undefined ? null : <span className="field-hint">{option.hint}</span>}
						</label>
					</div>
				))}
			</div>
		</fieldset>
	);
};
