/** @type {import('jest').Config} */
export default {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/end-to-end/', '<rootDir>/test/bench/'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
				module: { type: 'commonjs' },
			},
		],
	},
	moduleNameMapper: {
		// n8n lives in its own workspace: it needs another zod than the rest.
		'^(n8n-(?:core|workflow))$': '<rootDir>/n8n-nodes/node_modules/$1',
		// An ES module alone, as a package; this file of it is for both.
		'^marked$': '<rootDir>/node_modules/marked/lib/marked.umd.js',
	},
	extensionsToTreatAsEsm: [],
	testTimeout: 20_000,
	// All but one core, as jest has it, are one of two: 373 s instead of 263.
	maxWorkers: '100%',
};
