import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { baseUrlOf, callApi } from './api.ts';
import { listAll } from './list.ts';
import { checkReachable } from './reachable.ts';
import { isTest, type Settings, settingsOf, subscribeRequest } from './settings.ts';
import { forget, keptBy, keyMarkOf } from './static-data.ts';

const pathOf = (id: string): string => `/v1/subscriptions/${encodeURIComponent(id)}`;

/** JSON with keys and lists in order: equal settings are written alike. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_key, inner: unknown) => {
		if (Array.isArray(inner)) return [...inner].sort();
		if (typeof inner !== 'object' || inner === null) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)));
	});

/** The settings that the service holds otherwise than the node wants them. */
const changesTo = (settings: Settings, held: IDataObject): Partial<Settings> =>
	Object.fromEntries(
		Object.entries(settings).filter(([key, value]) => canonical(value) !== canonical(held[key])),
	);

/** An operator's pause lasts until a person publishes the workflow again; a restart is no person. */
const isPersonsWish = (context: IHookFunctions): boolean =>
	context.getActivationMode() === 'activate' || context.getActivationMode() === 'update';

/**
 * Whether the service holds this node's subscription as the node wants it. What differs is put
 * right on the spot. False when it has to be made (again): the service forgot it, or the credential
 * holds another key now. Throws a NodeApiError when the service cannot tell.
 */
export const checkExists = async (context: IHookFunctions): Promise<boolean> => {
	const { subscriptionId, keyMark } = keptBy(context);
	if (subscriptionId === undefined) return false;
	if (keyMark !== (await keyMarkOf(context, subscriptionId))) return false;
	const found = await callApi(context, {
		method: 'GET',
		path: pathOf(subscriptionId),
		purpose: 'look up the subscription of this trigger',
		expected: [404],
	});
	if (found.status === 404) {
		forget(context);
		return false;
	}
	const settings = settingsOf(context);
	const { signing, mode, platform, status } = found.body;
	if (signing !== 'derived' || mode !== 'live' || platform !== 'n8n') return false;
	const changes = changesTo(settings, found.body);
	if (Object.keys(changes).length > 0) {
		await callApi(context, {
			method: 'PATCH',
			path: pathOf(subscriptionId),
			body: changes,
			purpose: 'update the subscription of this trigger',
		});
	}
	if (status === 'disabled' || (status === 'paused' && isPersonsWish(context))) {
		await callApi(context, {
			method: 'POST',
			path: `${pathOf(subscriptionId)}/enable`,
			body: {},
			purpose: 'enable the subscription of this trigger',
		});
	}
	return true;
};

/** How the node gets an event while somebody listens for one. */
const sendTestEvent = async (context: IHookFunctions, subscriptionId: string): Promise<void> => {
	const choice = context.getNodeParameter('options.testEvent', 'latest') as string;
	if (choice === 'wait') return;
	await callApi(context, {
		method: 'POST',
		path: `${pathOf(subscriptionId)}/test`,
		body: { prefer: choice },
		purpose: 'send a test event',
	});
};

/**
 * Registers n8n's webhook URL. Done twice, or by two n8n processes at once, it is still one
 * subscription: the service knows it by its URL. Throws a NodeApiError or NodeOperationError.
 */
export const create = async (context: IHookFunctions): Promise<boolean> => {
	const settings = settingsOf(context);
	const test = isTest(context);
	checkReachable(context, settings.url, await baseUrlOf(context));
	const kept = keptBy(context);
	kept.pending = true;
	const { body } = await callApi(context, {
		method: 'POST',
		path: '/v1/subscriptions',
		body: subscribeRequest(settings, test),
		purpose: 'register the webhook',
		onRefused: () => forget(context),
	});
	const subscriptionId = String(body.id);
	delete kept.pending;
	kept.subscriptionId = subscriptionId;
	kept.keyMark = await keyMarkOf(context, subscriptionId);
	if (test) await sendTestEvent(context, subscriptionId);
	return true;
};

/** What the service may hold for this node: also what a registration left whose answer was lost. */
const heldIds = async (context: IHookFunctions): Promise<readonly string[]> => {
	const { subscriptionId, pending } = keptBy(context);
	if (subscriptionId !== undefined) return [subscriptionId];
	if (pending !== true) return [];
	const url = context.getNodeWebhookUrl('default');
	const all = await listAll(context, '/v1/subscriptions', 'look for a subscription left behind');
	return all.filter((one) => one.url === url).map(({ id }) => String(id));
};

/**
 * Removes the subscription; one that is gone already is no error. Anything else throws a
 * NodeApiError, so that n8n tries again instead of leaving a subscription behind.
 */
export const remove = async (context: IHookFunctions): Promise<boolean> => {
	for (const id of await heldIds(context)) {
		await callApi(context, {
			method: 'DELETE',
			path: pathOf(id),
			purpose: 'remove the subscription of this trigger',
			expected: [404],
		});
	}
	forget(context);
	return true;
};
