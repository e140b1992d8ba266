import pino from 'pino';
import type { Config } from '../config.ts';
import type { Log } from '../ports.ts';

/** Lines are gathered up to this size, or this long, before they are written. */
const bufferBytes = 8_192;
const flushEveryMs = 500;

/**
 * JSON lines on standard error, so that standard output is for people. The event's name is the
 * message. `close` writes what is gathered.
 */
export const createLog = (level: Config['logLevel']): Log & { readonly close: () => void } => {
	const destination = pino.destination({
		dest: 2,
		sync: false,
		minLength: bufferBytes,
		periodicFlush: flushEveryMs,
	});
	const logger = pino({ level, base: null }, destination);
	return {
		info: (event, data) => logger.info(data ?? {}, event),
		warn: (event, data) => logger.warn(data ?? {}, event),
		error: (event, data) => logger.error(data ?? {}, event),
		close: () => {
			try {
				destination.flushSync();
			} catch {
				// The stream was never opened (nothing was logged): there is nothing to write.
			}
		},
	};
};
