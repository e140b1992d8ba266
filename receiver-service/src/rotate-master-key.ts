#!/usr/bin/env node
/**
 * Seals everything under a new master key, with the service stopped: `npm run rotate-master-key`.
 * Everything is rewritten in one transaction; a kill at any moment leaves a database that opens
 * with the old key or with the next one, and the next start takes whichever does.
 */
import { rmSync } from 'node:fs';
import { createLog } from './adapters/log.ts';
import { adoptNextMasterKey, nextMasterKeyFile, writeMasterKey } from './adapters/master-key.ts';
import { openVault, settingsOf } from './adapters/open-vault.ts';
import { systemRandom } from './adapters/random.ts';
import { openStore } from './adapters/store/open.ts';
import { createVault } from './adapters/vault.ts';
import { parseConfig } from './config.ts';

const keyBytes = 32;

const rotate = async (): Promise<string> => {
	const config = parseConfig(process.env);
	const log = createLog(config.logLevel);
	const { store, file: embedded } = await openStore(config, { log, now: Date.now });
	const file = embedded ?? '';
	try {
		const { vault, indexKey } = await openVault(store, systemRandom, config.masterKey, file);
		const master = systemRandom.bytes(keyBytes);
		const next = createVault(master, systemRandom, indexKey);
		if (config.masterKey === null) writeMasterKey(nextMasterKeyFile(file), master);
		const values = await store.listSealed();
		const resealed = values.map(({ place, purpose, value }) => ({
			place,
			purpose,
			value: next.seal(purpose, vault.open(purpose, value)),
		}));
		try {
			await store.replaceSealed(resealed, settingsOf(next, indexKey));
		} catch (fault) {
			if (config.masterKey === null) rmSync(nextMasterKeyFile(file));
			throw fault;
		}
		if (config.masterKey === null) adoptNextMasterKey(file);
		return config.masterKey === null
			? `${values.length} secrets are sealed under a new master key, which took the old one's place beside the database.`
			: `${values.length} secrets are sealed under a new master key. Set VOICEHOOKS_MASTER_KEY to:\n${master.toString('base64')}`;
	} finally {
		await store.close();
	}
};

try {
	process.stdout.write(`${await rotate()}\n`);
} catch (fault) {
	process.stderr.write(`voicehooks: ${fault instanceof Error ? fault.message : String(fault)}\n`);
	process.exitCode = 1;
}
