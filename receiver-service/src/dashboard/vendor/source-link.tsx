import { Link } from 'wouter';
import { useText } from '../text/texts.ts';
import { useSources } from './query.ts';
import { eventTexts } from './texts.ts';

/** The source of something that may outlive it; null where it never had one. */
export const SourceLink = ({ id }: { readonly id: string | null }) => {
	const t = useText(eventTexts);
	const { data: sources } = useSources();
	if (id === null) return <span className="soft">{t.noSource}</span>;
	const source = sources?.find((each) => each.id === id);
	if (sources !== undefined && source === undefined) {
		return <span className="soft">{t.goneSource}</span>;
	}
	return (
		<Link href={`/sources/${id}`} className="break">
			{source?.name ?? id}
		</Link>
	);
};
