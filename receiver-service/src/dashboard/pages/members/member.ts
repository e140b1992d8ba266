import type { components } from '../../api/schema.ts';
import type { Option } from '../../components/choices.tsx';
import type { Said } from '../../text/texts.ts';
import type { roleTexts } from './texts.ts';

export type Member = components['schemas']['Member'];
export type Role = Member['role'];

export const membersKey = ['members'] as const;

export const roleOptions = (t: Said<typeof roleTexts>): readonly Option<Role>[] => [
	{ value: 'viewer', label: t.viewer, hint: t.viewerMay },
	{ value: 'editor', label: t.editor, hint: t.editorMay },
	{ value: 'owner', label: t.owner, hint: t.ownerMay },
];
