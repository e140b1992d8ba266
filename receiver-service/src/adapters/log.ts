import pino from 'pino';
import type { Config } from '../config.ts';
import type { Log } from '../ports.ts';

/** Lines are gathered up to this size, or this long, before they are written. */
const gatherCharacters = 65_536;
const flushEveryMs = 500;

/**
 * Gathers lines and hands them on together: one by one, they were a quarter of all that the
 * garbage collector had to do (measured).
 */
const createGathering = (write: (lines: string) => void) => {
	let lines: string[] = [];
	let characters = 0;
	let timer: NodeJS.Timeout | null = null;
	const flush = () => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		if (lines.length === 0) return;
		const gathered = lines.join('');
		lines = [];
		characters = 0;
		write(gathered);
	};
	return {
		write: (line: string) => {
			lines.push(line);
			characters += line.length;
			if (characters >= gatherCharacters) flush();
			else timer ??= setTimeout(flush, flushEveryMs).unref();
		},
		flush,
	};
};

/**
 * JSON lines on standard error, so that standard output is for people. The event's name is the
 * message. `close` writes what is gathered.
 */
export const createLog = (level: Config['logLevel']): Log & { readonly close: () => void } => {
	const destination = pino.destination({ dest: 2, sync: false });
	const gathering = createGathering((lines) => destination.write(lines));
	const logger = pino({ level, base: null }, gathering);
	return {
		info: (event, data) => logger.info(data ?? {}, event),
		warn: (event, data) => logger.warn(data ?? {}, event),
		error: (event, data) => {
			logger.error(data ?? {}, event);
			gathering.flush();
		},
		close: () => {
			gathering.flush();
			try {
				destination.flushSync();
			} catch {
				// The stream was never opened (nothing was logged): there is nothing to write.
			}
		},
	};
};
