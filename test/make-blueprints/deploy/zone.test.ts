import { zoneOf } from '../../../make-blueprints/src/deploy/zone.ts';

describe("where a token of Make's may go", () => {
	it.each([
		['eu2.make.com', 'https'],
		['us1.make.celonis.com', 'https'],
		['127.0.0.1:4000', 'http'],
		['localhost', 'http'],
	])('to %s, over %s', (host, protocol) => {
		expect(zoneOf(host)).toEqual({ host, protocol });
	});

	it.each([
		'',
		'make.com',
		'example.com',
		'eu2.make.com.example.com',
		'eu2.make.com/api',
		'eu2.make.com:8080',
		'user@eu2.make.com',
		'127.0.0.1.example.com',
	])('not to “%s”', (host) => {
		expect(zoneOf(host)).toBeNull();
	});
});
