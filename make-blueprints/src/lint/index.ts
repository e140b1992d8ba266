import { type AppModel, readApp } from './app-model.ts';
import type { Finding } from './finding.ts';
import { functionsAreBuiltIn, imlReads } from './rule-iml.ts';
import { namesAreGood } from './rule-names.ts';
import { outputIsTheCatalogue } from './rule-output.ts';
import { referencesExist } from './rule-references.ts';
import { errorsAreTyped, listsAreLimited, urlsAreSafe } from './rule-requests.ts';
import { secretsAreSanitized } from './rule-secrets.ts';
import { fieldsAreRead, variablesAreKnown } from './rule-variables.ts';
import { webhooksCheckSignatures } from './rule-webhooks.ts';

const rules: readonly ((app: AppModel) => readonly Finding[])[] = [
	imlReads,
	functionsAreBuiltIn,
	variablesAreKnown,
	fieldsAreRead,
	secretsAreSanitized,
	referencesExist,
	namesAreGood,
	urlsAreSafe,
	errorsAreTyped,
	listsAreLimited,
	webhooksCheckSignatures,
	outputIsTheCatalogue,
];

/**
 * What Make's schemas do not see: whether expressions read, know their variables and leave no secret
 * in a log, whether names refer to something, and whether what is shown is what comes. Takes the
 * app's files, path → text.
 */
export const lintApp = (files: Readonly<Record<string, string>>): readonly Finding[] => {
	const { app, findings } = readApp(files);
	return [...findings, ...rules.flatMap((rule) => rule(app))];
};
