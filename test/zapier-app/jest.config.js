import base from '../../jest.config.js';

/** The app's unit tests with their gate: every line of `zapier-app/src` is run by them. */
/** @type {import('jest').Config} */
export default {
	...base,
	rootDir: '../..',
	// The sources too: Jest counts what no test runs only inside its roots.
	roots: ['<rootDir>/test/zapier-app', '<rootDir>/zapier-app/src'],
	testPathIgnorePatterns: ['/node_modules/', '/test/zapier-app/[^/]+/'],
	collectCoverage: true,
	collectCoverageFrom: ['<rootDir>/zapier-app/src/**/*.ts'],
	coverageReporters: ['text'],
	coverageThreshold: { global: { lines: 100 } },
};
