import { Link } from 'wouter';
import { Notice } from '../../components/state.tsx';
import { useText } from '../../text/texts.ts';
import { partsOf, unmappedSource } from './faults.ts';
import { formTexts } from './form-texts.ts';

/** Why the form was refused, beside its button: what is wrong may be folded away. */
export const Refused = ({ fault }: { readonly fault: Error }) => {
	const t = useText(formTexts);
	const source = unmappedSource(fault);
	if (source !== null) {
		return (
			<Notice tone="bad">
				{t.notMapped} <Link href={`/sources/${source}`}>{t.toSource}</Link>
			</Notice>
		);
	}
	return (
		<Notice tone="bad">
			<span>{fault.message}</span>
			<ul className="small">
				{partsOf(fault).map((part) => (
					<li key={part}>{part}</li>
				))}
			</ul>
		</Notice>
	);
};
