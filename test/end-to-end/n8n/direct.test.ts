import { editingSuite } from './suites/editing.ts';
import { outageSuite } from './suites/outages.ts';
import { testModeSuite } from './suites/test-mode.ts';
import { triggerSuite } from './suites/triggers.ts';
import { onStage } from './support/stage.ts';

onStage('a real n8n that publishes at once, as before its outbox', { hasOutbox: false }, [
	triggerSuite,
	testModeSuite,
	editingSuite,
	outageSuite,
]);
