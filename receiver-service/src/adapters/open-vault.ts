import type { Sealed } from '../domain/types.ts';
import type { Random, Store, Vault } from '../ports.ts';
import {
	adoptNextMasterKey,
	masterKeyFile,
	masterKeysInFiles,
	newMasterKey,
} from './master-key.ts';
import { createVault, indexKeyOf, SealBroken } from './vault.ts';

/** A known text sealed under the master key: tells at start whether the key is the right one. */
const checkSetting = 'master_key_check';
const checkText = 'voicehooks';
/** The index key, sealed, once it no longer follows from the master key. */
const indexKeySetting = 'index_key';

export class WrongMasterKey extends Error {
	override readonly name = 'WrongMasterKey';
}

const opens = (vault: Vault, check: Sealed): boolean => {
	try {
		return vault.open(checkSetting, check) === checkText;
	} catch (fault) {
		if (fault instanceof SealBroken) return false;
		throw fault;
	}
};

/** Settings that belong to a master key, to be written together with everything it seals. */
export const settingsOf = (vault: Vault, indexKey: Buffer): Readonly<Record<string, string>> => ({
	[checkSetting]: vault.seal(checkSetting, checkText),
	[indexKeySetting]: vault.seal(indexKeySetting, indexKey.toString('base64')),
});

export type OpenedVault = { readonly vault: Vault; readonly indexKey: Buffer };

/** A vault for a database that has none yet. */
const firstVault = async (store: Store, random: Random, master: Buffer): Promise<OpenedVault> => {
	const indexKey = indexKeyOf(master);
	const vault = createVault(master, random, indexKey);
	for (const [name, value] of Object.entries(settingsOf(vault, indexKey))) {
		await store.putSetting(name, value);
	}
	return { vault, indexKey };
};

/**
 * Opens the vault of a database; makes one, and its key file, for a new database. Throws
 * `WrongMasterKey` when the key is not at hand or not the one the database was sealed with.
 */
export const openVault = async (
	store: Store,
	random: Random,
	given: string | null,
	databaseFile: string,
): Promise<OpenedVault> => {
	const givenKey = given === null ? null : Buffer.from(given, 'base64');
	const check = (await store.getSetting(checkSetting)) as Sealed | null;
	if (check === null)
		return firstVault(store, random, givenKey ?? newMasterKey(databaseFile, random));
	const keys = givenKey === null ? masterKeysInFiles(databaseFile) : [givenKey];
	if (keys.length === 0) {
		throw new WrongMasterKey(
			`The master key ${masterKeyFile(databaseFile)} is missing. Put it back, or set VOICEHOOKS_MASTER_KEY.`,
		);
	}
	for (const [position, master] of keys.entries()) {
		const vault = createVault(master, random);
		if (!opens(vault, check)) continue;
		if (position > 0) adoptNextMasterKey(databaseFile);
		const sealed = (await store.getSetting(indexKeySetting)) as Sealed;
		const indexKey = Buffer.from(vault.open(indexKeySetting, sealed), 'base64');
		return { vault: createVault(master, random, indexKey), indexKey };
	}
	throw new WrongMasterKey(
		'The master key is not the one this database was sealed with: check VOICEHOOKS_MASTER_KEY or the key file beside the database.',
	);
};
