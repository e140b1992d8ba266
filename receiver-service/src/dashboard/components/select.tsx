import { useId } from 'react';
import { describedBy, FieldFrame, type FieldProps } from './field.tsx';

export type Choice<T extends string> = { readonly value: T; readonly label: string };

/** The browser's own: complete with the keyboard, and at home on a phone. */
export const Select = <T extends string>({
	label,
	hint,
	error,
	optional,
	value,
	onChange,
	choices,
	disabled,
}: FieldProps & {
	readonly value: T;
	readonly onChange: (value: T) => void;
	readonly choices: readonly Choice<T>[];
	readonly disabled?: boolean;
}) => {
	const id = useId();
	return (
		<FieldFrame {...{ id, label, hint, error, optional }}>
			<select
				{...describedBy(id, { hint, error })}
				id={id}
				className="input"
				disabled={disabled}
				value={value}
				onChange={(event) => {
					const chosen = choices.find((choice) => choice.value === event.target.value);
					if (chosen !== undefined) onChange(chosen.value);
				}}
			>
				{choices.map((choice) => (
					<option key={choice.value} value={choice.value}>
						{choice.label}
					</option>
				))}
			</select>
		</FieldFrame>
	);
};
