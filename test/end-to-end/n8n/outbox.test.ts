import { actionSuite } from './suites/actions.ts';
import { credentialSuite } from './suites/credential.ts';
import { editingSuite } from './suites/editing.ts';
import { exampleSuite } from './suites/examples.ts';
import { filterSuite } from './suites/filters.ts';
import { outageSuite } from './suites/outages.ts';
import { rotationSuite } from './suites/rotation.ts';
import { testModeSuite } from './suites/test-mode.ts';
import { toolSuite } from './suites/tool.ts';
import { triggerSuite } from './suites/triggers.ts';
import { onStage } from './support/stage.ts';

onStage('a real n8n', { hasOutbox: true }, [
	credentialSuite,
	triggerSuite,
	filterSuite,
	testModeSuite,
	editingSuite,
	rotationSuite,
	outageSuite,
	actionSuite,
	toolSuite,
	exampleSuite,
]);
