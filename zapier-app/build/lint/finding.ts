import type { Language } from '@voicehooks/core';
import type { Definition } from './definition.ts';

/** What a rule reads. */
export type Subject = {
	readonly definition: Definition;
	/** The language of its texts: two of Zapier's rules are rules of English. */
	readonly locale: Language;
	/** Version of zapier-platform-core that the build packs. */
	readonly runtimeVersion: string;
};

/** Where in an app a finding is, in Zapier's own words for its report. */
export type Place = {
	readonly type: 'auth' | 'read' | 'write' | 'search' | 'app';
	/** Key of the trigger, create or search, or what part of the app it is. */
	readonly name: string;
};

export type Fault = { readonly place: Place; readonly message: string };

/** A fault under the tag of the rule that found it. */
export type Finding = Fault & { readonly tag: string };

/**
 * One of Zapier's integration checks, as far as a definition shows it. The tags are Zapier's
 * (docs.zapier.com/platform/publish/integration-checks-reference); how they are decided is ours,
 * because Zapier's own code is not public.
 */
export type Rule = {
	readonly tag: string;
	readonly title: string;
	readonly check: (subject: Subject) => readonly Fault[];
};
