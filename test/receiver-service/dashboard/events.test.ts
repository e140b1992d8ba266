import { markOf } from '../../../receiver-service/src/dashboard/pages/events/marks.ts';
import {
	hookBodyOf,
	knownOf,
	type MessageDetail,
	pathOf,
} from '../../../receiver-service/src/dashboard/pages/events/message.ts';
import {
	noExact,
	searchBody,
} from '../../../receiver-service/src/dashboard/pages/events/search.ts';
import { markTexts } from '../../../receiver-service/src/dashboard/pages/events/texts.ts';
import {
	mayAccept,
	reasonOf,
} from '../../../receiver-service/src/dashboard/pages/receipts/reason.ts';
import { reasonTexts } from '../../../receiver-service/src/dashboard/pages/receipts/texts.ts';
import {
	eventIn,
	headerLines,
	verdictOf,
} from '../../../receiver-service/src/dashboard/pages/sandbox/request.ts';
import { say } from '../../../receiver-service/src/dashboard/text/texts.ts';

const now = Date.UTC(2026, 1, 24);
const all = {
	range: { kind: 'all' },
	type: '',
	sourceId: '',
	tests: true,
	exact: noExact,
} as const;

describe('a search for events', () => {
	it('asks for nothing that nobody typed', () => {
		expect(searchBody(all, undefined, now)).toEqual({});
	});

	it('asks for those in quarantine by the same search', () => {
		const filter = { ...all, type: 'vocalis.*', exact: { ...noExact, call_id: 'c_1' } };
		expect(searchBody(filter, undefined, now, 'quarantined')).toEqual({
			status: 'quarantined',
			type: ['vocalis.*'],
			call_id: 'c_1',
		});
	});

	it('asks for what was typed, without the spaces around it', () => {
		const filter = {
			...all,
			range: { kind: 'hour' },
			type: 'vocalis.*',
			sourceId: 'src_1',
			tests: false,
			exact: { ...noExact, phone: ' 06 12 34 56 78 ', email: '  ' },
		} as const;
		expect(searchBody(filter, 'next', now)).toEqual({
			cursor: 'next',
			since: '2026-02-23T23:00:00.000Z',
			type: ['vocalis.*'],
			source_id: 'src_1',
			include_tests: false,
			phone: '06 12 34 56 78',
		});
	});
});

describe('an event', () => {
	it('is shown as a hook receives it, without what the service adds', () => {
		const body = { id: 'msg_1', type: 'vocalis.call.ended', data: { call_id: 'c' } };
		const message = {
			...body,
			status: 'accepted',
			duplicates: 0,
			marks: [],
			origin: 'ingest',
			receipt_id: 'rcp_1',
			deliveries: [],
		} as unknown as MessageDetail;
		expect(hookBodyOf(message)).toEqual(body);
	});

	it('has its files where the page is, whatever address the service calls its own', () => {
		expect(pathOf('https://hooks.example.com/v1/messages/msg_1/files/recording')).toBe(
			'/v1/messages/msg_1/files/recording',
		);
		expect(pathOf('javascript')).toBe('javascript');
	});

	it('has the common names that have a value', () => {
		expect(knownOf({ call_id: 'c', score: null, duration_seconds: 0 })).toEqual([
			['call_id', 'c'],
			['duration_seconds', 0],
		]);
	});

	it('has its remarks in words, and unknown ones as they are', () => {
		const said = say(markTexts, 'fr');
		expect(markOf('unknown_event', said)).toBe('L’éditeur ne documente pas cet événement.');
		expect(markOf('unknown_field:data.a:b', said)).toBe('Non documenté : data.a:b');
		expect(markOf('constructor', said)).toBe('constructor');
		expect(markOf('new_mark:x', said)).toBe('new_mark:x');
	});
});

describe('a receipt', () => {
	const said = say(reasonTexts, 'en');

	it.each([
		'signature_missing',
		'signature_malformed',
		'signature_timestamp_missing',
		'signature_mismatch',
		'source_disabled',
	])('says in words why it was rejected: %s', (reason) => {
		expect(reasonOf({ outcome: 'rejected', reason }, said)).toMatch(/ .+\.$/);
	});

	it('says why of what was not rejected, and nothing where there is nothing to say', () => {
		expect(reasonOf({ outcome: 'accepted', reason: null }, said)).toBeNull();
		expect(reasonOf({ outcome: 'accepted', reason: 'signature_mismatch' }, said)).toBe(
			said.accepted_later,
		);
		expect(reasonOf({ outcome: 'duplicate', reason: null }, said)).toBe(said.duplicate);
		expect(reasonOf({ outcome: 'quarantined', reason: 'stale_timestamp' }, said)).toBe(
			said.stale_timestamp,
		);
		expect(reasonOf({ outcome: 'rejected', reason: 'new_code' }, said)).toBe('new_code');
	});

	it('can be delivered anyway while there is something to deliver', () => {
		const may = (outcome: Parameters<typeof mayAccept>[0]['outcome'], kept: boolean, id: boolean) =>
			mayAccept({ outcome, kept, message_id: id ? 'msg_1' : null });
		expect([may('accepted', true, true), may('rejected', true, false)]).toEqual([false, true]);
		expect([may('rejected', false, false), may('quarantined', false, true)]).toEqual([false, true]);
		expect([may('duplicate', false, true), may('duplicate', false, false)]).toEqual([true, false]);
	});
});

describe('a request in the sandbox', () => {
	it('has a verdict that tells a stale signature from a fresh one', () => {
		const of = (scheme: string | null, valid: boolean, reason: string) =>
			verdictOf({ scheme, valid, reason });
		expect(of(null, false, 'no_signature')).toEqual({ said: 'unsigned', tone: 'calm' });
		expect(of('vocalis', false, 'mismatch')).toEqual({ said: 'invalid', tone: 'bad' });
		expect(of('vocalis', true, 'verified')).toEqual({ said: 'valid', tone: 'good' });
		expect(of('vocalis', true, 'stale_timestamp')).toEqual({ said: 'valid', tone: 'warn' });
	});

	it('names the event of its body, where it has one', () => {
		expect(eventIn('{"type":"vocalis.call.ended","event":"call.ended"}')).toBe(
			'vocalis.call.ended',
		);
		expect(eventIn('{"event":"call.ended"}')).toBe('call.ended');
		expect([eventIn('[1]'), eventIn('null'), eventIn('<b>'), eventIn('{"event":1}')]).toEqual([
			null,
			null,
			null,
			null,
		]);
	});

	it('has a line for each header', () => {
		expect(headerLines({ a: '1', b: '2' })).toBe('a: 1\nb: 2');
	});
});
