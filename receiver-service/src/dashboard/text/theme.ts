import { kept } from './kept.ts';

/** `system` is what the operating system shows. */
export type Theme = 'system' | 'light' | 'dark';
export const themes = ['system', 'light', 'dark'] as const;

export const theme = kept<Theme>('voicehooks.theme', (text) =>
	text === 'light' || text === 'dark' ? text : 'system',
);
