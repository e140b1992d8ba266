import { useLocation } from 'wouter';
import { useAct } from '../../api/act.ts';
import { answer, api } from '../../api/client.ts';
import { Confirm } from '../../components/dialog.tsx';
import { useText } from '../../text/texts.ts';
import { type Source, sourcesKey } from '../../vendor/query.ts';
import { settingTexts } from './texts.ts';

export const DeleteConfirm = ({
	source,
	onClose,
}: {
	readonly source: Source;
	readonly onClose: () => void;
}) => {
	const t = useText(settingTexts);
	const [, go] = useLocation();
	const remove = useAct(
		() => answer(api.DELETE('/v1/sources/{id}', { params: { path: { id: source.id } } })),
		{
			changes: [
				[...sourcesKey, 'list'],
				[...sourcesKey, 'all'],
			],
			done: t.removed,
			onDone: () => go('/sources'),
		},
	);
	return (
		<Confirm
			open
			onClose={onClose}
			title={t.removeOf(source.name)}
			action={t.removeAct}
			busy={remove.isPending}
			onConfirm={() => remove.mutate(undefined)}
		>
			<p>{t.removeSays}</p>
		</Confirm>
	);
};
