import { vendors } from '@voicehooks/core';

/** How Make lists the app. */
export const identity = {
	id: 'voicehooks',
	label: 'Voicehooks',
	description: `Receives call events of ${vendors.map(({ name }) => name).join(', ')} from your own receiver-service.`,
	/** The colour behind its icon. */
	theme: '#1f4e5f',
	language: 'en',
	audience: 'global',
	version: 1,
} as const;

/** The id of the only connection. */
export const connectionId = 'api-key';
