import fc from 'fast-check';
import {
	packSettlements,
	unpackHeaders,
	unpackSettlements,
} from '../../../receiver-service/src/adapters/store/sqlite/packed.ts';
import { attempt, delivery, health, newId, settlement, subscription } from './builders.ts';

const name = fc.stringMatching(/^[a-z][a-z-]{0,20}$/);
/** What a header's value may hold (RFC 9110, section 5.5). */
const value = fc.string({ unit: fc.constantFrom(...'abc: =,;é\t'), maxLength: 30 });

describe('what crosses to the writer', () => {
	it('gives back the headers of an attempt, whatever they are', () => {
		fc.assert(
			fc.property(fc.dictionary(name, value), value, value, (others, type, agent) => {
				const requestHeaders = { ...others, 'content-type': type, 'user-agent': agent };
				const orgId = newId('org');
				const sent = settlement(delivery(subscription(orgId)), orgId, {
					attempt: attempt({ requestHeaders }),
				});
				const [read] = unpackSettlements(packSettlements([sent])).settlements;
				const { headerForm = '', headerValues = '' } = read?.attempt ?? {};
				expect(unpackHeaders(headerForm, headerValues)).toEqual(requestHeaders);
			}),
		);
	});

	it('keeps the form of headers apart from the values that change with each attempt', () => {
		const orgId = newId('org');
		const forms = ['first', 'second'].map((signature) => {
			const requestHeaders = { 'content-type': 'application/json', 'webhook-signature': signature };
			const sent = settlement(delivery(subscription(orgId)), orgId, {
				attempt: attempt({ requestHeaders }),
			});
			return unpackSettlements(packSettlements([sent])).settlements[0]?.attempt?.headerForm;
		});
		expect(forms).toEqual(Array(2).fill('content-type:application/json\nwebhook-signature\n'));
	});

	it('has the last health of each subscription alone', () => {
		const orgId = newId('org');
		const [one, two] = [subscription(orgId), subscription(orgId)];
		const settlements = [one, two, one].map((to, nth) =>
			settlement(delivery(to), orgId, { health: health({ deliveriesCount: nth }) }),
		);
		const { healths } = unpackSettlements(packSettlements(settlements));
		expect(healths.map((seen) => [seen.subscriptionId, seen.health.deliveriesCount])).toEqual([
			[one.id, 2],
			[two.id, 1],
		]);
	});
});
