import { ProblemError } from '../../../receiver-service/src/dashboard/api/problem.ts';
import {
	delaysIn,
	delaysText,
} from '../../../receiver-service/src/dashboard/pages/webhooks/delays.ts';
import {
	changeBody,
	createBody,
	draftOf,
	emptyDraft,
	movesHost,
	withAll,
	withType,
} from '../../../receiver-service/src/dashboard/pages/webhooks/draft.ts';
import {
	errorUnder,
	partsOf,
	unmappedSource,
	urlError,
} from '../../../receiver-service/src/dashboard/pages/webhooks/faults.ts';
import {
	isFound,
	nameOf,
	placeOf,
	stateOf,
	type Webhook,
} from '../../../receiver-service/src/dashboard/pages/webhooks/webhook.ts';

const webhook: Webhook = {
	id: 'sub_01m82xf7tdfq3ptppeb0ak6zrd',
	url: 'https://crm.example.com/hooks/1',
	platform: 'custom',
	made_by: 'member',
	name: 'CRM',
	event_types: ['vocalis.*'],
	source_id: null,
	filter: { tracking_number: ['+33184800001'], min_duration_seconds: 30 },
	format: 'message',
	policy: { schedule_seconds: [5, 300], timeout_seconds: 10, disable_after: null },
	header_names: ['x-own'],
	rate_limit_per_second: null,
	signing: 'secret',
	mode: 'live',
	expires_at: null,
	client: null,
	status: 'active',
	disabled_reason: null,
	deliveries_count: 0,
	consecutive_failures: 0,
	failing_since: null,
	last_error: null,
	last_error_text: null,
	last_success_at: null,
	last_failure_at: null,
	next_probe_at: null,
	created_at: '2026-02-24T12:00:00.000Z',
	updated_at: '2026-02-24T12:00:00.000Z',
};

const refused = (
	code: string,
	errors?: readonly { path: string; message: string }[],
	detail = 'That is refused.',
) =>
	new ProblemError({
		type: 'about:blank',
		title: 'Refused',
		status: 400,
		detail,
		code,
		...(errors === undefined ? {} : { errors: [...errors] }),
	} as ConstructorParameters<typeof ProblemError>[0]);

describe('the form of a webhook', () => {
	it('asks for what was typed, and leaves empty lines out of the filter', () => {
		const body = createBody({
			...emptyDraft,
			name: ' CRM ',
			url: ' https://crm.example.com/1 ',
			types: ['vocalis.*'],
			lists: { user: ['marie'], agent_id: [] },
			minimums: { min_score: '', min_duration_seconds: '30' },
			headers: [
				{ id: 1, name: ' x-own ', value: 'secret' },
				{ id: 2, name: '', value: '' },
			],
		});
		expect(body).toMatchObject({
			name: 'CRM',
			url: 'https://crm.example.com/1',
			filter: { user: ['marie'], min_duration_seconds: 30 },
			headers: { 'x-own': 'secret' },
			policy: 'standard',
			source_id: null,
		});
		expect(Object.keys(body.filter ?? {})).toEqual(['user', 'min_duration_seconds']);
	});

	it('keeps the URL and the headers, whose values it does not know, unless they are given anew', () => {
		const draft = draftOf(webhook);
		expect(changeBody(draft, webhook)).not.toHaveProperty('url');
		expect(changeBody(draft, webhook)).not.toHaveProperty('headers');
		expect(changeBody(draft, webhook)).toMatchObject({
			filter: webhook.filter,
			policy: webhook.policy,
			event_types: ['vocalis.*'],
		});
		expect(changeBody({ ...draft, headers: [] }, webhook).headers).toBeNull();
		expect(changeBody({ ...draft, url: 'https://new.example.com/' }, webhook).url).toBe(
			'https://new.example.com/',
		);
	});

	it('asks for one that begins paused in the same request', () => {
		expect(createBody({ ...emptyDraft, enabled: false }).enabled).toBe(false);
		expect(createBody(emptyDraft).enabled).toBe(true);
	});

	it('tells platforms apart from servers that may have the vendor’s own format', () => {
		expect(createBody({ ...emptyDraft, platform: 'make', format: 'vendor' }).format).toBe(
			'message',
		);
		expect(createBody({ ...emptyDraft, format: 'vendor' }).format).toBe('vendor');
	});

	it('knows that headers are dropped when the host changes', () => {
		const draft = draftOf(webhook);
		expect(movesHost(draft, webhook)).toBe(false);
		expect(movesHost({ ...draft, url: 'https://crm.example.com/other' }, webhook)).toBe(false);
		expect(movesHost({ ...draft, url: 'https://crm.example.com:8443/' }, webhook)).toBe(true);
	});

	it('replaces single events by all of a vendor, and leaves those of others', () => {
		const types = ['vocalis.call.ended', 'inboundflow.lead.created'];
		expect(withAll(types, 'vocalis', true)).toEqual(['inboundflow.lead.created', 'vocalis.*']);
		expect(withAll(['vocalis.*'], 'vocalis', false)).toEqual([]);
		expect(withType(types, 'vocalis.call.ended', false)).toEqual(['inboundflow.lead.created']);
		expect(withType(types, 'vocalis.call.ended', true)).toHaveLength(2);
	});

	it('reads delays as people write them, and writes them so', () => {
		expect(delaysIn('5s, 5m; 30 m,2h, 1D')).toEqual([5, 300, 1_800, 7_200, 86_400]);
		expect(delaysIn('90')).toEqual([90]);
		expect(delaysIn('')).toEqual([]);
		expect(delaysIn('5s, soon')).toBeNull();
		expect(delaysIn('-5s')).toBeNull();
		expect(delaysText([5, 300, 90, 7_200, 86_400])).toBe('5s, 5m, 90s, 2h, 1d');
		expect(delaysIn(delaysText([5, 300, 90]))).toEqual([5, 300, 90]);
	});
});

describe('what a refused form says', () => {
	it('puts the reason why a URL is unsafe under the URL', () => {
		expect(urlError(refused('url_private_address'))).toBe('That is refused.');
		expect(urlError(refused('subscription_exists'))).toBeUndefined();
		expect(urlError(new Error('offline'))).toBeUndefined();
	});

	it('puts what is wrong with a part under its field, and not under one of a similar name', () => {
		const fault = refused('validation_failed', [
			{ path: 'headers.host', message: 'is set by the service itself' },
		]);
		expect(errorUnder(fault, 'headers')).toBe('is set by the service itself');
		expect(errorUnder(fault, 'headers.host')).toBe('is set by the service itself');
		expect(errorUnder(fault, 'headers.ho')).toBeUndefined();
		expect(partsOf(fault)).toEqual(['headers.host: is set by the service itself']);
	});
});

describe('a filter on a field that no source has mapped', () => {
	const source = 'src_01m82ym93vz92bxfs2222tdbb8';

	it('leads to the source that the refusal names', () => {
		const fault = refused(
			'filter_not_mapped',
			undefined,
			`Send PATCH /v1/sources/${source} first.`,
		);
		expect(unmappedSource(fault)).toBe(source);
		expect(unmappedSource(refused('subscription_exists', undefined, source))).toBeNull();
		expect(unmappedSource(refused('filter_not_mapped'))).toBeNull();
	});
});

describe('what a list tells of a webhook', () => {
	it('is named by its name, its workflow, or its host', () => {
		const workflow = { workflow_name: 'New candidates', node_name: 'Trigger' };
		expect(nameOf(webhook)).toBe('CRM');
		expect(nameOf({ ...webhook, name: null, client: workflow })).toBe('New candidates');
		expect(nameOf({ ...webhook, name: null })).toBe('crm.example.com');
		expect(placeOf({ client: workflow })).toBe('New candidates › Trigger');
		expect(placeOf({ client: { node_name: 'Trigger' } })).toBe('Trigger');
		expect(placeOf(webhook)).toBeNull();
	});

	it('is failing before it is disabled', () => {
		expect(stateOf(webhook)).toBe('active');
		expect(stateOf({ ...webhook, consecutive_failures: 1 })).toBe('failing');
		expect(stateOf({ ...webhook, consecutive_failures: 9, status: 'disabled' })).toBe('disabled');
		expect(stateOf({ ...webhook, mode: 'test' })).toBe('listening');
	});

	it('is found by every word that was typed', () => {
		expect(isFound(webhook, '')).toBe(true);
		expect(isFound(webhook, 'crm VOCALIS')).toBe(true);
		expect(isFound(webhook, 'crm inboundflow')).toBe(false);
	});
});
