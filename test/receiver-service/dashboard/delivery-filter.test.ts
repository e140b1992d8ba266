import {
	type DeliveryFilter,
	filterAddress,
	idFilter,
	isFiltered,
	queryOf,
	readFilter,
} from '../../../receiver-service/src/dashboard/pages/deliveries/filter.ts';

const now = Date.UTC(2026, 1, 24, 12);
const everything: DeliveryFilter = {
	range: { kind: 'all' },
	statuses: [],
	types: [],
	subscriptionId: '',
	id: '',
};
const delivery = 'dlv_01m82xf7tdfq3ptppeb0ak6zrd';
const message = 'msg_01m82xf7tdfq3ptppeb0ak6zrd';
const webhook = 'sub_01m82xf7tdfq3ptppeb0ak6zrd';

describe('the filter of deliveries', () => {
	it.each<Partial<DeliveryFilter>>([
		{},
		{ range: { kind: 'week' } },
		{ range: { kind: 'own', since: '2026-02-24T10:00', until: '' } },
		{ range: { kind: 'own', since: '', until: '' } },
		{ statuses: ['pending', 'dead_letter'], types: ['vocalis.*', 'inboundflow.call.completed'] },
		{ subscriptionId: webhook, id: message },
	])('comes back from the address that it makes: %j', (part) => {
		const filter = { ...everything, ...part };
		const { search } = new URL(filterAddress(filter), 'http://localhost');
		expect(readFilter(search)).toEqual(filter);
	});

	it('has a bare address while it shows everything', () => {
		expect(filterAddress(everything)).toBe('/deliveries');
		expect(isFiltered(everything)).toBe(false);
		expect(isFiltered({ ...everything, types: ['vocalis.*'] })).toBe(true);
		expect(isFiltered({ ...everything, range: { kind: 'hour' } })).toBe(true);
	});

	it('leaves out of an address what it does not know', () => {
		expect(readFilter('?status=lost&status=held&period=year')).toEqual({
			...everything,
			statuses: ['held'],
		});
	});

	it('takes an event by the name that the API has for it too', () => {
		expect(readFilter(`?message_id=${message}`).id).toBe(message);
	});

	it('asks the API for what it shows, and for nothing else', () => {
		expect(queryOf(everything, now)).toEqual({});
		expect(
			queryOf(
				{
					range: { kind: 'hour' },
					statuses: ['held'],
					types: ['vocalis.*'],
					subscriptionId: webhook,
					id: delivery,
				},
				now,
			),
		).toEqual({
			since: '2026-02-24T11:00:00.000Z',
			status: ['held'],
			type: ['vocalis.*'],
			subscription_id: webhook,
			id: delivery,
		});
	});

	it('filters by a whole id only', () => {
		expect(idFilter(` ${delivery} `)).toEqual({ id: delivery, subscriptionId: '' });
		expect(idFilter(message)).toEqual({ id: message, subscriptionId: '' });
		expect(idFilter(webhook)).toEqual({ id: '', subscriptionId: webhook });
		expect(idFilter(delivery.slice(0, -1))).toBeNull();
		expect(idFilter('key_01m82xf7tdfq3ptppeb0ak6zrd')).toBeNull();
	});
});
