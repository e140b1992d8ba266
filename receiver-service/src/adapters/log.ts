import pino from 'pino';
import type { Config } from '../config.ts';
import type { Log } from '../ports.ts';
import { createLineLimit } from './line-limit.ts';

/** Lines are gathered up to this size, or this long, before they are written. */
const gatherCharacters = 65_536;
const flushEveryMs = 500;

/**
 * Gathers lines and hands them on together: one by one, they were a quarter of all that the
 * garbage collector had to do (measured).
 */
const createGathering = (write: (lines: string) => void, beforeFlush: () => void) => {
	let lines: string[] = [];
	let characters = 0;
	let timer: NodeJS.Timeout | null = null;
	const flush = () => {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		beforeFlush();
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

/** Lines of one event in a second; every attempt is in the history, so the log need not repeat all. */
const linesPerSecond = 100;
/** Whoever asks for these gets every line. */
const unlimitedLevels: readonly Config['logLevel'][] = ['debug', 'trace'];

/**
 * JSON lines on standard error, so that standard output is for people. The event's name is the
 * message. Of one kind of `info` line at most 100 are written in a second, and then how many were
 * not (`log.left_out`). `close` writes what is gathered.
 */
export const createLog = (level: Config['logLevel']): Log & { readonly close: () => void } => {
	const destination = pino.destination({ dest: 2, sync: false });
	const perSecond = unlimitedLevels.includes(level) ? Number.POSITIVE_INFINITY : linesPerSecond;
	const limit = createLineLimit(perSecond, () => performance.now());
	const gathering = createGathering(
		(lines) => destination.write(lines),
		() => {
			for (const leftOut of limit.takeLeftOut()) logger.info(leftOut, 'log.left_out');
		},
	);
	const logger = pino({ level, base: null }, gathering);
	return {
		info: (event, data) => {
			if (!logger.isLevelEnabled('info') || !limit.admits(event)) return;
			logger.info(data ?? {}, event);
		},
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
