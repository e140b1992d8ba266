import type { Alert } from '../../../../receiver-service/src/domain/alert.ts';
import {
	apiKey,
	at,
	callContext,
	newHash,
	newId,
	organisation,
	receipt,
	sealed,
	source,
	subscription,
} from '../builders.ts';
import type { Subject } from '../conformance.ts';

/** Key rotation: every sealed value is found with its purpose and replaced in place. */
export const sealedConforms = ({ store }: Subject): void => {
	const text = (name: string) => sealed(`old ${name}`);

	it('lists every sealed value and replaces all of them at once', async () => {
		const org = organisation({ sandboxToken: text('sandbox') });
		const key = apiKey(org.id, { signingRoot: text('root') });
		const own = source(org.id, {
			secrets: [1, 2].map((n) => ({ id: newId('sec'), value: text(`secret ${n}`), createdAt: at })),
			tokens: [{ hash: newHash(), value: text('token'), expiresAt: null }],
			apiToken: text('vendor'),
		});
		const sub = subscription(org.id, {
			url: text('url'),
			headers: text('headers'),
			secrets: [{ value: text('hook secret'), expiresAt: null }],
		});
		const bare = source(org.id, { secrets: [], apiToken: null, tokens: [] });
		const refused = receipt(org.id, own.id, { request: text('request') });
		const empty = receipt(org.id, own.id, { request: null });
		const record = {
			orgId: org.id,
			keyId: key.id,
			route: 'POST /v1/calls',
			key: 'once',
			requestHash: newHash(),
			createdAt: at,
			response: { status: 200, body: text('response') },
			subjects: [],
		};
		const call = callContext(org.id, own.id, 'call-1', { context: text('call') });
		await store().putOrganisation(org);
		await store().putKey(key);
		await store().putSource(own);
		await store().putSource(bare);
		await store().createSubscription(sub);
		await store().addReceipt(refused, 10);
		await store().addReceipt(empty, 10);
		await store().beginIdempotent({ ...record, response: null });
		await store().endIdempotent(record);
		await store().putCallContext(call);
		const alert: Alert = {
			id: newId('alr'),
			orgId: org.id,
			channel: 'webhook',
			target: text('alert target'),
			secret: text('alert secret'),
			kinds: ['source_silent'],
			enabled: true,
			createdAt: at,
		};
		await store().putAlert(alert);
		await store().putAlert({ ...alert, id: newId('alr'), secret: null });

		const found = await store().listSealed();
		const pairs = found.map(({ purpose, value }) => `${purpose}: ${value}`);
		expect(pairs.toSorted()).toEqual([
			'alert_secret: old alert secret',
			'alert_target: old alert target',
			'alert_target: old alert target',
			'call_context: old call',
			'idempotent_response: old response',
			'ingest_token: old token',
			'receipt_request: old request',
			'sandbox_token: old sandbox',
			'signing_root: old root',
			'source_secret: old secret 1',
			'source_secret: old secret 2',
			'subscription_headers: old headers',
			'subscription_secret: old hook secret',
			'subscription_url: old url',
			'vendor_token: old vendor',
		]);

		const renewed = found.map((one) => ({
			...one,
			value: sealed(one.value.replace('old', 'new')),
		}));
		await store().replaceSealed(renewed, { master_key_check: 'new check' });
		expect(await store().getSetting('master_key_check')).toBe('new check');
		const loaded = await store().loadConfiguration();
		const anew = <Row>(row: Row): Row => JSON.parse(JSON.stringify(row).replaceAll('old ', 'new '));
		expect(loaded.organisations).toEqual([anew(org)]);
		expect(loaded.keys).toEqual([anew(key)]);
		expect(loaded.sources).toEqual([anew(own), bare]);
		expect(loaded.subscriptions).toEqual([anew(sub)]);
		expect(await store().getReceipt(org.id, refused.id)).toEqual(anew(refused));
		expect(await store().beginIdempotent(record)).toEqual(anew(record));
		expect(await store().getCallContext(org.id, own.id, 'call-1')).toEqual(anew(call));
		expect(await store().getAlert(org.id, alert.id)).toMatchObject(anew(alert));
		const after = await store().listSealed();
		expect(after.map(({ place }) => place)).toEqual(found.map(({ place }) => place));
	});
};
