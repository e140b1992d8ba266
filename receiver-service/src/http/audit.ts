import type { AuditTarget } from '../domain/types.ts';
import { recordAudit } from '../pipeline/audit.ts';
import type { Context } from '../pipeline/context.ts';
import { auditActorOf } from './actor.ts';
import type { AuditAction, Caller, Reply, Route } from './route.ts';

/** The noun of an action, by the first word of a path. */
const nouns: Readonly<Record<string, string>> = {
	alerts: 'alert',
	calls: 'call',
	campaigns: 'campaign',
	deliveries: 'delivery',
	keys: 'key',
	members: 'member',
	messages: 'message',
	organisation: 'organisation',
	'personal-data': 'personal_data',
	receipts: 'receipt',
	replays: 'replay',
	sandbox: 'sandbox',
	session: 'session',
	sources: 'source',
	subscriptions: 'subscription',
};

const verbs: Readonly<Record<Exclude<Route['method'], 'get'>, string>> = {
	post: 'create',
	patch: 'update',
	delete: 'delete',
};

/**
 * The action under which a success of this route stands in the audit log; null for what only
 * reads. Follows from method and path, so that no changing route can be forgotten: `POST
 * /v1/keys/{id}/rotate` is `key.rotate`. Throws for a path whose noun is not known here.
 */
export const auditActionOf = ({
	audit,
	method,
	path,
}: Pick<Route, 'audit' | 'method' | 'path'>): AuditAction | null => {
	if (audit !== undefined) return audit;
	if (method === 'get') return null;
	const [first = '', ...rest] = path.replace(/^\/v1\//, '').split('/');
	const noun = nouns[first];
	if (noun === undefined) throw new Error(`${path} has no name in the audit log.`);
	const last = rest.findLast((part) => !part.startsWith('{'));
	return `${noun}.${last?.replaceAll('-', '_') ?? verbs[method]}`;
};

/** Ids of our own making: whatever else a path holds may be anybody's telephone number. */
const idPattern = /^[a-z]{3,4}_[0-9a-z]{26}$/;
const isId = (value: unknown): value is string =>
	typeof value === 'string' && idPattern.test(value);

type Named = { readonly orgId: string; readonly name: string | null };

/** What a thing of the organisation is called now; null where nobody named it. */
const nameOf = ({ directory }: Context, orgId: string, id: string): string | null => {
	const found: Named | undefined =
		directory.subscription(id) ?? directory.source(id) ?? directory.key(id);
	return found?.orgId === orgId ? found.name : null;
};

const textOf = (body: unknown, member: 'id' | 'name'): unknown =>
	typeof body === 'object' && body !== null && member in body
		? (body as Readonly<Record<typeof member, unknown>>)[member]
		: undefined;

/**
 * Runs a changing request and writes what it came to into the audit log. Only ids and the names
 * that members gave things are written: nothing of bodies, which hold secrets and people's data.
 */
export const audited = async (
	context: Context,
	route: Route,
	request: {
		readonly caller: Caller;
		readonly params: Readonly<Record<string, unknown>>;
		readonly address: string;
	},
	run: () => Promise<Reply>,
): Promise<Reply> => {
	const action = auditActionOf(route);
	if (action === null) return run();
	const { caller, params, address } = request;
	const { orgId } = caller;
	const named = isId(params.id) ? params.id : null;
	const formerName = named === null ? null : nameOf(context, orgId, named);
	const reply = await run();
	if (reply.audited === null) return reply;
	const made = textOf(reply.body, 'id');
	const id = reply.audited?.id ?? named ?? (isId(made) ? made : null);
	const shownName = textOf(reply.body, 'name');
	const name =
		reply.audited?.name ??
		(id === null ? null : nameOf(context, orgId, id)) ??
		formerName ??
		(typeof shownName === 'string' ? shownName : null);
	const kind = action.slice(0, action.indexOf('.'));
	const target: AuditTarget | null = id === null && name === null ? null : { kind, id, name };
	await recordAudit(context, {
		orgId,
		actor: auditActorOf(caller.actor),
		action,
		target,
		address: address === '' ? null : address,
	});
	return reply;
};
