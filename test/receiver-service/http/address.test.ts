import { addressGroup, isLocalCaller } from '../../../receiver-service/src/http/address.ts';

describe('who counts as one caller', () => {
	it.each([
		['203.0.113.9', '203.0.113.9'],
		['::ffff:203.0.113.9', '203.0.113.9'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
		['2001:db8:1:2::9', '2001:db8:1:2::/64'],
		['2001:db8::9', '2001:db8:0:0::/64'],
		['::1', '0:0:0:0::/64'],
		['fe80::1%eth0', 'fe80:0:0:0::/64'],
		['', ''],
	])('%s is %s', (address, group) => {
		expect(addressGroup(address)).toBe(group);
	});
});

describe('who calls from this machine', () => {
	it.each([
		['127.0.0.1', {}, true],
		['127.9.9.9', {}, true],
		['::1', {}, true],
		['::ffff:127.0.0.1', {}, true],
		['10.0.0.1', {}, false],
		['127.0.0.1.example', {}, false],
		['127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, false],
		['127.0.0.1', { forwarded: 'for=203.0.113.9' }, false],
	])('%s with %j: %s', (address, headers, local) => {
		expect(isLocalCaller(address, headers)).toBe(local);
	});
});
