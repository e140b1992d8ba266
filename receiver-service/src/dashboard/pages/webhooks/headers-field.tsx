import { Button, IconButton } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import type { Header } from './draft.ts';
import { errorUnder } from './faults.ts';
import { formTexts } from './form-texts.ts';

const maxHeaders = 10;

const HeaderLine = ({
	header,
	onChange,
	onRemove,
	error,
}: {
	readonly header: Header;
	readonly onChange: (header: Header) => void;
	readonly onRemove: () => void;
	readonly error: string | undefined;
}) => {
	const t = useText(formTexts);
	return (
		<li className="filters">
			<TextField
				label={t.headerName}
				spellCheck={false}
				value={header.name}
				onChange={(name) => onChange({ ...header, name })}
				error={error}
			/>
			<TextField
				label={t.headerValue}
				spellCheck={false}
				value={header.value}
				onChange={(value) => onChange({ ...header, value })}
			/>
			<div>
				<IconButton label={t.removeHeader(header.name)} icon="trash" onClick={onRemove} />
			</div>
		</li>
	);
};

/** Headers of one's own. Those that are there are kept, or all given anew: values are never told. */
export const HeadersField = ({
	headers,
	kept,
	dropped,
	onChange,
	fault,
}: {
	readonly headers: readonly Header[] | null;
	/** Names of those that are sent now. */
	readonly kept: readonly string[];
	/** Whether they will be dropped, for the URL moves to another host. */
	readonly dropped: boolean;
	readonly onChange: (headers: readonly Header[] | null) => void;
	readonly fault: Error | null;
}) => {
	const t = useText(formTexts);
	const add = () => {
		const id = Math.max(0, ...(headers ?? []).map((each) => each.id)) + 1;
		onChange([...(headers ?? []), { id, name: '', value: '' }]);
	};
	const general = headers?.some(
		({ name }) => errorUnder(fault, `headers.${name.trim()}`) !== undefined,
	);
	return (
		<fieldset className="field">
			<legend className="field-label">{t.headers}</legend>
			<div className="stack-small">
				<p className="field-hint">{t.headersHint}</p>
				{kept.length === 0 ? null : <p className="small">{t.headersKept(kept.join(', '))}</p>}
				{kept.length > 0 && headers === null && dropped ? (
					<Notice tone="warn">{t.headersDropped}</Notice>
				) : null}
				{headers === null ? (
					<div>
						<Button small onClick={() => onChange([{ id: 1, name: '', value: '' }])}>
							{t.replaceHeaders}
						</Button>
					</div>
				) : (
					<>
						<ul className="stack-small">
							{headers.map((header) => (
								<HeaderLine
									key={header.id}
									header={header}
									onChange={(next) =>
										onChange(headers.map((each) => (each.id === next.id ? next : each)))
									}
									onRemove={() => onChange(headers.filter(({ id }) => id !== header.id))}
									error={errorUnder(fault, `headers.${header.name.trim()}`)}
								/>
							))}
						</ul>
						<div className="row">
							{headers.length < maxHeaders ? (
								<Button small icon="plus" onClick={add}>
									{t.addHeader}
								</Button>
							) : null}
							{kept.length > 0 ? (
								<Button small onClick={() => onChange(null)}>
									{t.keepHeaders}
								</Button>
							) : null}
						</div>
					</>
				)}
				{general === true || errorUnder(fault, 'headers') === undefined ? null : (
					<div className="field-error" role="alert">
						{errorUnder(fault, 'headers')}
					</div>
				)}
			</div>
		</fieldset>
	);
};
