/** A tool as an MCP server lists it: its schema is what a model sees. */
export type McpTool = {
	readonly name: string;
	readonly description: string;
	readonly inputSchema: {
		readonly properties: Readonly<
			Record<string, { readonly type: string; readonly description?: string }>
		>;
		readonly required?: readonly string[];
	};
};

export type McpClient = {
	readonly tools: () => Promise<readonly McpTool[]>;
	/** Calls a tool with a model's arguments; answers its text. */
	readonly call: (name: string, values: Readonly<Record<string, unknown>>) => Promise<string>;
};

const protocolVersion = '2025-06-18';

type Reply<Result> = { readonly result?: Result; readonly error?: { readonly message: string } };

/** A reply comes as JSON, or as the one event of a stream (MCP, Streamable HTTP transport). */
const readReply = <Result>(text: string): Result => {
	const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
	const { result, error } = JSON.parse(json) as Reply<Result>;
	if (result === undefined) throw new Error(error?.message ?? json);
	return result;
};

/** Connects to an MCP server by Streamable HTTP, as an AI agent does. */
export const connectMcp = async (url: string): Promise<McpClient> => {
	let session: string | null = null;
	let lastId = 0;
	const post = async (message: Readonly<Record<string, unknown>>): Promise<string> => {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session === null ? {} : { 'mcp-session-id': session }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		});
		session ??= response.headers.get('mcp-session-id');
		const text = await response.text();
		if (!response.ok) throw new Error(`MCP answered ${response.status}: ${text.slice(0, 300)}`);
		return text;
	};
	const ask = async <Result>(method: string, params: object): Promise<Result> => {
		lastId += 1;
		return readReply(await post({ id: lastId, method, params }));
	};
	await ask('initialize', {
		protocolVersion,
		capabilities: {},
		clientInfo: { name: 'end-to-end', version: '1.0.0' },
	});
	await post({ method: 'notifications/initialized' });
	return {
		tools: async () => (await ask<{ tools: readonly McpTool[] }>('tools/list', {})).tools,
		call: async (name, values) => {
			type Result = { readonly content: readonly { readonly text?: string }[] };
			const { content } = await ask<Result>('tools/call', { name, arguments: values });
			return content.map(({ text = '' }) => text).join('\n');
		},
	};
};
