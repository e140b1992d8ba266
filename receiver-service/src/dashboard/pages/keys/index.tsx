import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { Page } from '../../components/page.tsx';
import { SecretDialog } from '../../components/secret-dialog.tsx';
import { Badge } from '../../components/state.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useFormat } from '../../text/format.ts';
import { useText } from '../../text/texts.ts';
import { RevokeKey, RotateKey } from './change.tsx';
import { CreateDialog } from './create.tsx';
import { type ApiKey, keysKey, stateOf } from './key.ts';
import { keyTexts, scopeTexts } from './texts.ts';

type Doing =
	| { readonly kind: 'create' }
	| { readonly kind: 'rotate' | 'revoke'; readonly key: ApiKey }
	| {
			readonly kind: 'made';
			readonly name: string;
			readonly secret: string;
			readonly moved: number | null;
	  };

const tones = { active: 'good', replaced: 'warn', revoked: 'calm' } as const;

const useColumns = (begin: (doing: Doing) => void): readonly Column<ApiKey>[] => {
	const t = useText(keyTexts);
	const scopes = useText(scopeTexts);
	const { date } = useFormat();
	const actsOf = (key: ApiKey) => [
		...(stateOf(key) === 'active'
			? [{ label: t.rotate, onSelect: () => begin({ kind: 'rotate', key }) }]
			: []),
		{ label: t.revoke, onSelect: () => begin({ kind: 'revoke', key }) },
	];
	return [
		{ name: t.name, cell: ({ name }) => <span className="strong break">{name}</span> },
		{ name: t.begins, cell: ({ hint }) => <code className="nowrap">vhk_…{hint}</code> },
		{
			name: t.scopes,
			cell: (key) => (
				<span className="small">{key.scopes.map((scope) => scopes[scope]).join(', ')}</span>
			),
		},
		{
			name: t.state,
			cell: (key) => <Badge tone={tones[stateOf(key)]}>{t[stateOf(key)]}</Badge>,
		},
		{
			name: t.created,
			cell: ({ created_at }) => <span className="nowrap">{date(created_at)}</span>,
		},
		{
			name: t.acts,
			kind: 'action',
			hideName: true,
			cell: (key) =>
				stateOf(key) === 'revoked' ? null : (
					<Menu
						trigger={<IconButton label={t.more(key.name)} icon="more" small />}
						items={actsOf(key)}
					/>
				),
		},
	];
};

const Keys = () => {
	const t = useText(keyTexts);
	const [doing, setDoing] = useState<Doing | null>(null);
	const stop = () => setDoing(null);
	const made = (name: string, secret: string, moved: number | null = null) =>
		setDoing({ kind: 'made', name, secret, moved });
	const columns = useColumns(setDoing);
	const pages = usePages(keysKey, (cursor) =>
		answer(api.GET('/v1/keys', { params: { query: { cursor } } })),
	);
	return (
		<Page
			title={t.title}
			intro={t.intro}
			actions={
				<Button kind="primary" icon="plus" onClick={() => setDoing({ kind: 'create' })}>
					{t.create}
				</Button>
			}
		>
			<Table
				label={t.title}
				columns={columns}
				rows={pages.rows}
				rowKey={({ id }) => id}
				empty={t.empty}
				pages={pages}
			/>
			{doing?.kind === 'create' ? <CreateDialog onClose={stop} onMade={made} /> : null}
			{doing?.kind === 'rotate' ? (
				<RotateKey apiKey={doing.key} onClose={stop} onMade={made} />
			) : null}
			{doing?.kind === 'revoke' ? <RevokeKey apiKey={doing.key} onClose={stop} /> : null}
			{doing?.kind === 'made' ? (
				<SecretDialog
					title={t.made(doing.name)}
					secret={doing.secret}
					what={t.theKey}
					onClose={stop}
				>
					{doing.moved === null ? null : <p className="soft">{t.moved(doing.moved)}</p>}
				</SecretDialog>
			) : null}
		</Page>
	);
};

export default Keys;
