import { appFiles } from '../../make-blueprints/src/app/index.ts';
import { lintApp } from '../../make-blueprints/src/lint/index.ts';

const files = appFiles();
const manifest = 'makecomapp.json';
const base = 'general/base.iml.json';
const groups = 'modules/groups.json';
const attach = 'webhooks/calls/calls.attach.iml.json';
const detach = 'webhooks/calls/calls.detach.iml.json';
const hook = 'webhooks/calls/calls.communication.iml.json';
const list = 'modules/listEvents/list-events.communication.iml.json';
const poll = 'modules/watchNewEvents/watch-new-events.communication.iml.json';
const epoch = 'modules/watchNewEvents/watch-new-events.epoch.iml.json';
const get = 'modules/getEvent/get-event.communication.iml.json';
const call = 'modules/startCall/start-call.communication.iml.json';
const callForm = 'modules/startCall/start-call.mappable-params.iml.json';
const connection = 'connections/api-key/api-key.communication.iml.json';
const interviews = 'modules/watchInterviews/watch-interviews.interface.iml.json';
const interviewSample = 'modules/watchInterviews/watch-interviews.samples.iml.json';
const sources = 'rpcs/listSources/list-sources.communication.iml.json';

/** The app with a piece of text in one file replaced. The piece must be there. */
const planted = (path: string, piece: string | RegExp, instead: string) => {
	const text = files[path] ?? '';
	const changed = text.replace(piece, () => instead);
	if (changed === text) throw new Error(`${path} does not have ${piece}`);
	return { ...files, [path]: changed };
};

/** What the lint says of the app now that it did not say before. */
const findings = (changed: Readonly<Record<string, string>>) =>
	lintApp(changed).map(({ rule, path, message }) => `${rule} · ${path} · ${message}`);

describe('the lint of the app', () => {
	it('finds nothing in the app as generated', () => {
		expect(findings(files)).toEqual([]);
	});

	it.each<[fault: string, path: string, piece: string | RegExp, instead: string, found: RegExp]>([
		// The four that Make's schemas miss.
		['braces that do not close', list, '{{item}}', '{{item}', /^iml · .*list-events/],
		['a variable that is not there', list, '"{{item}}"', '"{{itm}}"', /^variables · .*itm is not/],
		[
			'a credential that is logged',
			base,
			'"request.headers.authorization",',
			'',
			/^sanitize · .*request\.headers\.authorization/,
		],
		[
			'a group with a module that is not',
			groups,
			'"getEvent"',
			'"getEvents"',
			/^references · .*getEvents/,
		],

		[
			'semicolons of the other dialect',
			poll,
			"ifempty(data.lastDate, '",
			"ifempty(data.lastDate; '",
			/^iml · /,
		],
		['a literal array', attach, "split('", "['a'] + split('", /^iml · /],
		[
			'a literal object',
			call,
			"toCollection(parameters.variables, 'name', 'value')",
			'{ a: 1 }',
			/^iml · /,
		],
		[
			'an expression in a form',
			callForm,
			'"Phone Number"',
			'"{{parameters.to}}"',
			/^iml-in-form · /,
		],
		['a custom function', hook, 'createJSON(', 'rawBody(', /^functions · .*rawBody/],
		[
			'the answer read before it is there',
			get,
			'"GET"',
			'"{{body.method}}"',
			/^variables · .*body is not/,
		],
		[
			'an item where nothing is iterated',
			get,
			'"{{body}}"',
			'"{{item}}"',
			/^variables · .*item is not/,
		],
		[
			'the secret that is empty in Make',
			hook,
			'data.secret &&',
			'webhook.secret &&',
			/^variables · .*webhook is not/,
		],
		[
			'a temp key that sees its neighbour',
			hook,
			'if(data.secret',
			'if(temp.authentic',
			/^variables · .*temp has no/,
		],
		[
			'what attach did not keep',
			detach,
			'{{webhook.id}}',
			'{{webhook.hook_id}}',
			/^variables · .*webhook has no hook_id/,
		],
		[
			'a field that no form has',
			call,
			'{{parameters.to}}',
			'{{parameters.phone_number}}',
			/^variables · .*no phone_number/,
		],
		[
			'a field of the connection that is not',
			base,
			'{{connection.baseUrl}}',
			'{{connection.url}}',
			/^variables · .*connection has no url/,
		],
		[
			'a form field that nothing reads',
			call,
			'"{{parameters.source_id}}"',
			'null',
			/^unread · .*source_id/,
		],
		[
			'a logged secret of a subscription',
			attach,
			'"response.body.secret",',
			'',
			/^sanitize · .*response\.body\.secret/,
		],
		['a logged hook URL', attach, '"request.body.url",', '', /^sanitize · .*request\.body\.url/],
		[
			'a person who is logged',
			base,
			'"request.body.phone",',
			'',
			/^sanitize · .*request\.body\.phone/,
		],
		[
			'the connection that hides nothing',
			connection,
			'"request.headers.authorization",',
			'',
			/^sanitize · .*api-key/,
		],
		[
			'a dropdown of an RPC that is not',
			callForm,
			'rpc://listSources',
			'rpc://listSource',
			/^references · .*no RPC listSource/,
		],
		[
			'a trigger of a webhook that is not',
			manifest,
			'"webhook": "calls"',
			'"webhook": "call"',
			/^references · .*no webhook call/,
		],
		[
			'a webhook without a connection',
			manifest,
			/("webhookType": "web",\s*)"connection": "api-key",/,
			'"webhookType": "web",',
			/^references · .*linked to no connection/,
		],
		[
			'a module in no group',
			groups,
			'"getEvent",',
			'',
			/^references · .*getEvent is not in exactly one/,
		],
		[
			'a label that says nothing',
			manifest,
			'"label": "Watch Calls",\n\t\t\t\t"description"',
			'"label": "Calls",\n\t\t\t\t"description"',
			/^names · .*“Calls”/,
		],
		[
			'a label in another case',
			manifest,
			'"List Events"',
			'"List events"',
			/^names · .*Title Case/,
		],
		[
			'a description in the imperative',
			manifest,
			'"Returns an event',
			'"Return an event',
			/^names · .*third person/,
		],
		[
			'two webhooks of one name',
			manifest,
			'"label": "Watch Calls",\n\t\t\t\t"webhookType"',
			'"label": "Watch Interviews",\n\t\t\t\t"webhookType"',
			/^names · .*there twice/,
		],
		[
			'an id that Make does not take',
			manifest,
			'"makeApiCall": {',
			'"make-api-call": {',
			/^names · .*does not take/,
		],
		[
			'an id that leaves its segment',
			get,
			'encodeURL(parameters.id)',
			'parameters.id',
			/^urls · .*encodeURL/,
		],
		['an id that is encoded twice', get, '"encodeUrl": false,', '', /^urls · .*encoded twice/],
		[
			'a request to elsewhere',
			list,
			'"/v1/messages/search"',
			'"https://example.com/v1/messages/search"',
			/^urls · .*relative/,
		],
		['an attach that relies on base', attach, '{{connection.baseUrl}}/v1', '/v1', /^urls · .*base/],
		[
			'a refusal that Make would try again',
			base,
			'"InvalidAccessTokenError"',
			'"ConnectionError"',
			/^errors · .*401/,
		],
		[
			'a server error that stops everything',
			base,
			"if(statusCode >= 500, 'ConnectionError', 'RuntimeError')",
			"if(statusCode >= 500, 'DataError', 'RuntimeError')",
			/^errors · .*5xx/,
		],
		['a trigger of one bundle only', poll, '"limit": "{{parameters.limit}}",', '', /^limits · /],
		['an epoch without end', epoch, /"limit": 100,\s*"iterate"/, '"iterate"', /^limits · .*epoch/],
		['a dropdown without end', sources, '"limit": 500,', '', /^limits · .*RPC/],
		['a search of one page', list, '"pagination"', '"repeat"', /^limits · .*one page/],
		['an unguarded secret', hook, 'data.secret && ', '', /^webhooks · .*empty secret/],
		['a delivery of any age', hook, /abs\(.*?\) <= 300 && /, '', /^webhooks · .*old delivery/],
		[
			'a signature that nobody compares',
			hook,
			", 'hex', data.secret)",
			')',
			/^webhooks · .*no signature/,
		],
		[
			'a check that is not a boolean',
			hook,
			', true, false)',
			", true, '')",
			/^webhooks · .*true or false/,
		],
		[
			'a webhook that lets all through',
			hook,
			'"{{temp.authentic}}"',
			'true',
			/^webhooks · .*nothing decides/,
		],
		[
			'an empty bundle',
			hook,
			'"output": "{{body}}"',
			'"output": "{{data}}"',
			/^webhooks · .*bundle/,
		],
		[
			'an attach that forgets the secret',
			attach,
			'"secret": "{{body.secret}}"',
			'"other": "{{body.secret}}"',
			/^webhooks · .*does not keep/,
		],
		[
			'a second universal module',
			manifest,
			'"moduleType": "action"',
			'"moduleType": "universal"',
			/^webhooks · .*one universal/,
		],
		[
			'a field that no event has',
			interviews,
			'"interview_score"',
			'"interview_grade"',
			/^output · .*no event has data\.interview_grade/,
		],
		[
			'a field that the interface lacks',
			interviews,
			'"interview_score"',
			'"interview_grade"',
			/^output · .*data\.interview_score is missing/,
		],
		[
			'a field that only the sample shows',
			'modules/watchDexemEvents/watch-dexem-events.interface.iml.json',
			'"caller_number"',
			'"caller"',
			/^output · .*data\.caller_number is in the sample only/,
		],
		[
			'a time shown as a text',
			interviews,
			/"received_at",\s*"type": "date"/,
			'"received_at", "type": "text"',
			/^output · .*received_at is text/,
		],
		[
			'a sample of something else',
			interviewSample,
			'"Excellente correspondance"',
			'"Bien"',
			/^output · .*not the catalogue's/,
		],
		[
			'a sample of another family',
			interviewSample,
			/"type": "voicehire\.[a-z.]+"/,
			'"type": "voicehire.credits.low"',
			/^output · .*not among its events/,
		],
	])('finds %s', (_fault, path, piece, instead, found) => {
		expect(findings(planted(path, piece, instead))).toContainEqual(expect.stringMatching(found));
	});

	it('finds a file that the manifest lists and nobody wrote, and one that it does not list', () => {
		const { [get]: _gone, ...others } = files;
		expect(findings({ ...others, 'modules/extra.json': '{}' })).toEqual(
			expect.arrayContaining([
				`files · ${get} · is listed in the manifest and missing`,
				'files · modules/extra.json · is listed nowhere in the manifest',
			]),
		);
	});

	it('finds a file that is not JSON', () => {
		expect(findings({ ...files, [get]: '{' })).toContainEqual(
			expect.stringContaining(`files · ${get} · is not JSON`),
		);
	});
});
