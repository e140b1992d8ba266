import { randomBytes } from 'node:crypto';

/** A vendor's signing secret, fresh for each test. */
export const newSecret = (): string => randomBytes(24).toString('hex');
