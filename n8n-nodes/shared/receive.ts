import { standardWebhooksScheme, verify } from '@voicehooks/core/signature';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { keptBy, secretOf } from './static-data.ts';

/** Standard Webhooks: what was signed longer ago, or further ahead, may be a recording. */
const toleranceSeconds = 300;
const subscriptionHeader = 'x-voicehooks-subscription';
const idPattern = /^sub_[0-9a-z]{1,40}$/;

/**
 * The subscriptions whose signature counts: the one this node keeps and, because n8n saves that
 * only after the first deliveries may have come, the one the delivery names. Only a service that
 * holds our API key can sign for either.
 */
const subscriptionsOf = (context: IWebhookFunctions): readonly string[] => {
	const { subscriptionId } = keptBy(context);
	const named: unknown = context.getHeaderData()[subscriptionHeader];
	const ids = [subscriptionId, typeof named === 'string' && idPattern.test(named) ? named : null];
	return [...new Set(ids)].filter((id) => typeof id === 'string');
};

const isGenuine = async (context: IWebhookFunctions, body: Uint8Array): Promise<boolean> => {
	const secrets = await Promise.all(
		subscriptionsOf(context).map((subscriptionId) => secretOf(context, subscriptionId)),
	);
	const verdict = verify(standardWebhooksScheme, {
		headers: context.getHeaderData(),
		body,
		secrets,
	});
	if (!verdict.valid || verdict.timestamp === null) return false;
	return Math.abs(Date.now() / 1_000 - verdict.timestamp) <= toleranceSeconds;
};

/** Whether the node asks for this event; `<vendor>.*` asks for all of a vendor. */
const isWanted = (context: IWebhookFunctions, event: IDataObject): boolean => {
	const types = context.getNodeParameter('events', []) as string[];
	return types.includes(String(event.type)) || types.includes(`${String(event.vendor)}.*`);
};

/** The item a workflow starts with: the event as it was delivered, or the vendor's own fields. */
const itemOf = (context: IWebhookFunctions, event: IDataObject): IDataObject =>
	context.getNodeParameter('options.output', 'event') === 'data'
		? (event.data as IDataObject)
		: event;

/**
 * Takes a delivery. A forged, stale or unsigned one is answered 401 and starts nothing; an event
 * the node does not ask for is answered 200 and starts nothing.
 */
export const receive = async (context: IWebhookFunctions): Promise<IWebhookResponseData> => {
	const { rawBody } = context.getRequestObject();
	if (!Buffer.isBuffer(rawBody) || !(await isGenuine(context, rawBody))) {
		context.getResponseObject().status(401).json({
			code: 'signature_invalid',
			detail: 'The signature is missing, wrong or older than five minutes.',
		});
		return { noWebhookResponse: true };
	}
	const event = JSON.parse(rawBody.toString('utf8')) as IDataObject;
	if (!isWanted(context, event)) return {};
	return { workflowData: [[{ json: itemOf(context, event) }]] };
};
