/**
 * Runs the handler of a built app in a process of its own, as Zapier does: the platform ends the
 * process after 250 calls once it is larger than 450 MB (zapier-platform-core, memory-checker.js).
 */
import { pathToFileURL } from 'node:url';
import type { AppAnswer, AppEvent, AppQuestion, AppReply } from './app-event.ts';

const [, , wrapper = '', rpc = ''] = process.argv;
const { handler }: { handler: (event: object) => Promise<{ results: unknown }> } = await import(
	pathToFileURL(wrapper).href
);

const answer = async (event: AppEvent): Promise<AppAnswer> => {
	try {
		// `calledFromCli` makes the platform throw what its checks find instead of logging it.
		const run = { ...event, calledFromCli: true, rpc_base: rpc, token: 'stand-in' };
		const { results } = await handler(run);
		return { kind: 'results', results };
	} catch (fault) {
		const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
		return { kind: 'error', name, message };
	}
};

process.on('message', async ({ id, event }: AppQuestion) => {
	const reply: AppReply = { id, answer: await answer(event) };
	process.send?.(reply);
});
process.send?.({ id: 0, answer: { kind: 'results', results: 'ready' } } satisfies AppReply);
