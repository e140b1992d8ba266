import { Combobox as Base } from '@base-ui/react/combobox';
import { useId, useRef } from 'react';
import { useText } from '../text/texts.ts';
import { describedBy, FieldFrame, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import type { Choice } from './select.tsx';
import { componentTexts } from './texts.ts';

/** Several of many, found by typing: event types, agents, tracking numbers. */
export const ComboBox = ({
	label,
	hint,
	error,
	optional,
	choices,
	values,
	onChange,
	placeholder,
	onType,
}: FieldProps & {
	readonly choices: readonly Choice<string>[];
	readonly values: readonly string[];
	readonly onChange: (values: readonly string[]) => void;
	readonly placeholder?: string;
	/** Hears what is typed, where that decides on the choices. */
	readonly onType?: (text: string) => void;
}) => {
	const t = useText(componentTexts);
	const id = useId();
	const frame = useRef<HTMLDivElement>(null);
	const labelOf = (value: string): string =>
		choices.find((choice) => choice.value === value)?.label ?? value;
	return (
		<FieldFrame {...{ id, label, hint, error, optional }}>
			<Base.Root
				multiple
				autoHighlight
				items={choices.map(({ value }) => value)}
				itemToStringLabel={labelOf}
				value={[...values]}
				onValueChange={(chosen) => onChange(chosen)}
				onInputValueChange={(text) => onType?.(text)}
			>
				<div className="combobox" ref={frame}>
					<Base.Chips className="chips">
						{values.map((value) => (
							<Base.Chip key={value} className="chip" aria-label={labelOf(value)}>
								{labelOf(value)}
								<Base.ChipRemove aria-label={t.remove(labelOf(value))}>
									<Icon name="close" />
								</Base.ChipRemove>
							</Base.Chip>
						))}
						<Base.Input
							id={id}
							placeholder={values.length === 0 ? placeholder : undefined}
							{...describedBy(id, { hint, error })}
						/>
					</Base.Chips>
					<Base.Trigger aria-label={t.open}>
						<Icon name="down" />
					</Base.Trigger>
				</div>
				<Base.Portal>
					<Base.Positioner className="positioner" anchor={frame} sideOffset={4} align="start">
						<Base.Popup className="popup">
							<Base.Empty className="popup-empty">{t.noMatch}</Base.Empty>
							<Base.List>
								{(value: string) => (
									<Base.Item key={value} value={value} className="option">
										<span>{labelOf(value)}</span>
										<Base.ItemIndicator className="option-check">
											<Icon name="check" />
										</Base.ItemIndicator>
									</Base.Item>
								)}
							</Base.List>
						</Base.Popup>
					</Base.Positioner>
				</Base.Portal>
			</Base.Root>
		</FieldFrame>
	);
};
