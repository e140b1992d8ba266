import type { Rule } from './finding.ts';
import { insensitiveInput } from './rules/d001-insensitive-input.ts';
import { authHelpLink } from './rules/d002-auth-help-link.ts';
import { connectionLabel } from './rules/d003-connection-label.ts';
import { idDropdown } from './rules/d004-id-dropdown.ts';
import { dropdownTrigger } from './rules/d005-dropdown-trigger.ts';
import { hookList } from './rules/d006-hook-list.ts';
import { https } from './rules/d007-https.ts';
import { markdownLinks } from './rules/d008-markdown-links.ts';
import { searchField } from './rules/d009-search-field.ts';
import { primaryKey } from './rules/d010-primary-key.ts';
import { redundantHelp } from './rules/d011-redundant-help.ts';
import { sample } from './rules/d012-sample.ts';
import { searchConnector } from './rules/d013-search-connector.ts';
import { searchConnectorType } from './rules/d014-search-connector-type.ts';
import { searchOrCreate } from './rules/d015-search-or-create.ts';
import { onlyStaticHook } from './rules/d016-only-static-hook.ts';
import { staticHook } from './rules/d017-static-hook.ts';
import { titleCaseLabel } from './rules/d018-title-case.ts';
import { triggerDescription } from './rules/d021-trigger-description.ts';
import { staticFields } from './rules/d022-static-fields.ts';
import { iso8601 } from './rules/d023-iso-8601.ts';
import { sampleFits } from './rules/d024-sample-fits.ts';
import { dangerousUris } from './rules/d025-dangerous-uris.ts';
import { platformVersion } from './rules/d027-platform-version.ts';
import { cleanInputData } from './rules/d028-clean-input-data.ts';

/**
 * Every check of Zapier's that a definition shows, by tag. D019 and D020 do not exist; D026 (an
 * address that people type is validated) is a matter of behaviour and has a test of its own.
 */
export const rules: readonly Rule[] = [
	insensitiveInput,
	authHelpLink,
	connectionLabel,
	idDropdown,
	dropdownTrigger,
	hookList,
	https,
	markdownLinks,
	searchField,
	primaryKey,
	redundantHelp,
	sample,
	searchConnector,
	searchConnectorType,
	searchOrCreate,
	onlyStaticHook,
	staticHook,
	titleCaseLabel,
	triggerDescription,
	staticFields,
	iso8601,
	sampleFits,
	dangerousUris,
	platformVersion,
	cleanInputData,
];
