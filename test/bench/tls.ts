import { join } from 'node:path';

/** Key and self-signed certificate of the stand-ins. */
export const tlsFolder = join(import.meta.dirname, '../fixtures/tls');
