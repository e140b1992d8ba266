import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';

/** What a user typed into the credential; tests change it as a user would. */
export type CredentialData = { baseUrl: string; apiKey: string };

const unused = (name: string) => async () => {
	throw new Error(`A node of ours asked for ${name}.`);
};

/** Resolves the expressions of a credential type as n8n does, with `$credentials`. */
export const resolved = (
	workflow: Workflow,
	node: INode,
	value: string,
	credentials: ICredentialDataDecryptedObject,
): string =>
	workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials: credentials },
		undefined,
		'',
	) as string;

/** n8n's keeper of credentials, with one credential in it. */
export const credentialsHelperOf = (
	type: ICredentialType,
	data: CredentialData,
): ICredentialsHelper => {
	const helper: Omit<ICredentialsHelper, never> = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...data }),
		getCredentialsProperties: () => type.properties,
		authenticate: async (credentials, _name, options, workflow, node) => {
			const { authenticate } = type;
			if (workflow === undefined || node === undefined || typeof authenticate !== 'object') {
				throw new Error('The credential type does not authenticate by headers.');
			}
			const headers = { ...(options as IHttpRequestOptions).headers };
			for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
				headers[name] = resolved(workflow, node, String(value), credentials);
			}
			return { ...(options as IHttpRequestOptions), headers };
		},
		getCredentials: unused('getCredentials'),
		updateCredentials: unused('updateCredentials'),
		updateCredentialsOauthTokenData: unused('updateCredentialsOauthTokenData'),
	};
	return helper;
};
