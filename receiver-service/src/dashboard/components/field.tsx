import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { useText } from '../text/texts.ts';
import { componentTexts } from './texts.ts';

export type FieldProps = {
	readonly label: string;
	readonly hint?: ReactNode;
	readonly error?: string | undefined;
	/** Says that it may stay empty. */
	readonly optional?: boolean;
};

type FrameProps = FieldProps & {
	readonly id: string;
	readonly children: ReactNode;
};

/** What ties a control to its hint and its error, for those who do not see them. */
export const describedBy = (id: string, { hint, error }: Pick<FieldProps, 'hint' | 'error'>) => ({
	'aria-describedby':
		[hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
			.filter((each) => each !== '')
			.join(' ') || undefined,
	'aria-invalid': error === undefined ? undefined : (true as const),
});

export const FieldFrame = ({ id, label, hint, error, optional, children }: FrameProps) => {
	const t = useText(componentTexts);
	return (
		<div className="field">
			<label htmlFor={id}>
				{label}
				{optional === true ? <span className="soft"> ({t.optional})</span> : null}
			</label>
			{children}
			{hint === undefined ? null : (
				<div className="field-hint" id={`${id}-hint`}>
					{hint}
				</div>
			)}
			{error === undefined ? null : (
				<div className="field-error" id={`${id}-error`} role="alert">
					{error}
				</div>
			)}
		</div>
	);
};

type Value = { readonly value: string; readonly onChange: (value: string) => void };
type Own = 'value' | 'onChange' | 'className' | 'style';

export const TextField = ({
	label,
	hint,
	error,
	optional,
	value,
	onChange,
	...rest
}: FieldProps & Value & Omit<InputHTMLAttributes<HTMLInputElement>, Own>) => {
	const id = useId();
	return (
		<FieldFrame {...{ id, label, hint, error, optional }}>
			<input
				autoComplete="off"
				{...rest}
				{...describedBy(id, { hint, error })}
				id={id}
				className="input"
				value={value}
				onChange={(event) => onChange(event.target.value)}
			/>
		</FieldFrame>
	);
};
