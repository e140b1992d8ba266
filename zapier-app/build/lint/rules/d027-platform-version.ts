import type { Rule } from '../finding.ts';

/** Zapier asks for the latest release; offline we ask for the one whose lock is committed. */
export const platformVersion: Rule = {
	tag: 'D027',
	title: 'The app is built on the platform version that is committed',
	check: ({ definition, runtimeVersion }) =>
		definition.platformVersion === runtimeVersion
			? []
			: [
					{
						place: { type: 'app', name: 'platformVersion' },
						message: `${definition.platformVersion} is not ${runtimeVersion}, which the build packs.`,
					},
				],
};
