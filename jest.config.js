/** @type {import('jest').Config} */
export default {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/end-to-end/', '<rootDir>/test/bench/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
				module: { type: 'commonjs' },
			},
		],
	},
	extensionsToTreatAsEsm: [],
	testTimeout: 20_000,
};
