import { matches, typesInclude } from '../../../receiver-service/src/domain/subscription-match.ts';
import type {
	FieldMap,
	Filter,
	MessageSummary,
} from '../../../receiver-service/src/domain/types.ts';

const message = (change: Partial<MessageSummary> = {}): MessageSummary => ({
	id: 'msg_1',
	orgId: 'org_1',
	sourceId: 'src_1',
	vendor: 'vocalis',
	event: 'call.ended',
	type: 'vocalis.call.ended',
	test: false,
	filterFields: { agent_id: 'a_42', result: 'appointment_booked', duration_seconds: 184 },
	...change,
});
const wants = (
	change: {
		eventTypes?: readonly string[];
		sourceId?: string | null;
		filter?: Filter;
		orgId?: string;
	} = {},
) => ({ orgId: 'org_1', eventTypes: ['vocalis.*'], sourceId: null, filter: {}, ...change });
const dexem = (filterFields: MessageSummary['filterFields']) =>
	message({ vendor: 'dexem', event: 'cdr', type: 'dexem.cdr', filterFields });

describe('event types', () => {
	it.each([
		[['vocalis.call.ended'], true],
		[['vocalis.*'], true],
		[['vocalis.call.started'], false],
		[['inboundflow.*'], false],
		[['vocalis.call.*'], false],
		[[], false],
	])('%j include vocalis.call.ended: %s', (types, expected) => {
		expect(typesInclude(types, 'vocalis', 'vocalis.call.ended')).toBe(expected);
	});

	it('of a whole vendor include the events we do not know', () => {
		expect(typesInclude(['vocalis.*'], 'vocalis', 'vocalis.unknown')).toBe(true);
	});
});

describe('a subscription', () => {
	it('gets nothing of another organisation', () => {
		expect(matches(wants({ orgId: 'org_2' }), message(), {})).toBe(false);
	});

	it('of one source gets nothing of another, nor what was published without one', () => {
		expect(matches(wants({ sourceId: 'src_1' }), message(), {})).toBe(true);
		expect(matches(wants({ sourceId: 'src_2' }), message(), {})).toBe(false);
		expect(matches(wants({ sourceId: 'src_1' }), message({ sourceId: null }), {})).toBe(false);
	});

	it.each<[Filter, boolean]>([
		[{ agent_id: ['a_42'] }, true],
		[{ agent_id: ['a_1', 'a_42'] }, true],
		[{ agent_id: ['a_1'] }, false],
		[{ agent_id: ['a_42'], result: ['no_answer'] }, false],
		[{ agent_id: ['a_42'], result: ['appointment_booked'] }, true],
		[{ min_duration_seconds: 184 }, true],
		[{ min_duration_seconds: 185 }, false],
		[{ agent_id: [] }, false],
	])('with the filter %j gets the call: %s', (filter, expected) => {
		expect(matches(wants({ filter }), message(), {})).toBe(expected);
	});

	it('is not constrained by a key that the event type does not declare', () => {
		expect(matches(wants({ filter: { campaign_id: ['c_1'], min_score: 9 } }), message(), {})).toBe(
			true,
		);
	});

	it('does not match a declared field that is null', () => {
		expect(matches(wants({ filter: { result: ['x'] } }), message({ filterFields: {} }), {})).toBe(
			false,
		);
		expect(
			matches(wants({ filter: { min_duration_seconds: 1 } }), message({ filterFields: {} }), {}),
		).toBe(false);
	});

	it('is not constrained on events that we do not know', () => {
		const unknown = message({ event: 'brand.new', type: 'vocalis.unknown', filterFields: {} });
		expect(matches(wants({ filter: { agent_id: ['a_1'] } }), unknown, {})).toBe(true);
	});

	it('is constrained on a field of Dexem’s once the source maps it', () => {
		const numbers = wants({
			eventTypes: ['dexem.*'],
			filter: { tracking_number: ['+33180000001'] },
		});
		const mapped: FieldMap = { tracking_number: 'number' };
		expect(matches(numbers, dexem({ tracking_number: '+33180000001' }), mapped)).toBe(true);
		expect(matches(numbers, dexem({ tracking_number: '+33180000002' }), mapped)).toBe(false);
		expect(matches(numbers, dexem({}), mapped)).toBe(false);
		expect(matches(numbers, dexem({}), {})).toBe(true);
	});
});
