import { createHash } from 'node:crypto';
import { derivedSecret, signingRoot } from '@voicehooks/core/signature';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { credentialName } from './api.ts';

/**
 * What a node keeps between its runs. n8n shows it to every API key that may read workflows
 * (`staticData` of `GET /api/v1/workflows/{id}`), so no secret may stand in it.
 */
export type Kept = {
	subscriptionId?: string;
	/** Tells whether the credential still holds the key that made the subscription. */
	keyMark?: string;
	/** True while it is not known whether the service took the last registration. */
	pending?: boolean;
};

type Context = IHookFunctions | IWebhookFunctions;

export const keptBy = (context: Context): Kept => context.getWorkflowStaticData('node') as Kept;

/** Forgets the subscription. */
export const forget = (context: Context): void => {
	const kept: IDataObject = context.getWorkflowStaticData('node');
	delete kept.subscriptionId;
	delete kept.keyMark;
	delete kept.pending;
};

/** The secret that a subscription's deliveries are signed with, derived from the credential. */
export const secretOf = async (context: Context, subscriptionId: string): Promise<string> => {
	const { apiKey } = await context.getCredentials(credentialName);
	return derivedSecret(signingRoot(String(apiKey).trim()), subscriptionId);
};

/** A few digits of the hash of a derived secret: they change with the key and tell nothing of it. */
export const keyMarkOf = async (context: Context, subscriptionId: string): Promise<string> =>
	createHash('sha256')
		.update(await secretOf(context, subscriptionId))
		.digest('hex')
		.slice(0, 16);
