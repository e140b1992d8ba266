import type { Localized } from '@voicehooks/core';
import { Refusal } from './refusal.ts';

/** A wrong field that only the handler could see: the same answer as one its schema found. */
export const invalidField = (path: string, message: Localized): Refusal =>
	new Refusal('validation_failed', {}, { errors: [{ path, message }] });
