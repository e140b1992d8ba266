import { fileKinds } from '@voicehooks/core';
import { z } from 'zod';
import { openFile } from '../../pipeline/files.ts';
import { type Route, route } from '../route.ts';

const fileRoute = route({
	method: 'get',
	path: '/v1/messages/{id}/files/{kind}',
	tag: 'Messages',
	summary: "Fetch a message's recording or transcript",
	description:
		"A stable link to the vendor's file: URLs that a verified message declares, fetched with the source's `api_token` where the vendor's own host asks for it. At most 200 MB.",
	scope: 'read',
	params: z.object({ id: z.string(), kind: z.enum(fileKinds) }),
	responses: { 200: { description: 'The file, as an attachment.' } },
	handle: async ({ context, caller, params }) => {
		const { headers, body } = await openFile(context, caller.orgId, params.id, params.kind);
		return { status: 200, headers, stream: body };
	},
});

export const fileRoutes: readonly Route[] = [fileRoute];
