import { startZapierBench, type ZapierBench } from './support/bench.ts';

let bench: ZapierBench;
beforeAll(async () => {
	bench = await startZapierBench();
});
afterAll(() => bench.stop());

describe('the events that the editor shows', () => {
	it('are the sample before any came, tests left out', async () => {
		const sourceId = await bench.addSource('inboundflow');
		await bench.service.call('POST', `/v1/sources/${sourceId}/test`, { event: 'lead.created' });
		expect(await bench.zap.list('inboundflow_lead_created')).toEqual([
			bench.app.triggers.inboundflow_lead_created?.operation.sample,
		]);
	});

	it('are the three newest real ones, newest first, as perform shapes them', async () => {
		const ids: string[] = [];
		for (const call_id of ['c_1', 'c_2', 'c_3', 'c_4']) {
			ids.push(await bench.send('vocalis.call.ended', { call_id }));
		}
		const rows = await bench.zap.list('vocalis_call_ended');
		expect(rows.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3));
		expect(rows.map(({ call_id }) => call_id)).toEqual(['c_4', 'c_3', 'c_2']);
	});

	it('are only those that the filters let through', async () => {
		const sourceId = await bench.addSource('vocalis');
		const far = await bench.send(
			'vocalis.call.ended',
			{ agent_id: 'a_7', duration_sec: 900 },
			sourceId,
		);
		await bench.send('vocalis.call.ended', { agent_id: 'a_7', duration_sec: 3 }, sourceId);
		const ids = async (inputs: object) =>
			(await bench.zap.list('vocalis_call_ended', { ...inputs })).map(({ id }) => id);
		expect(await ids({ agent_id: ['a_7'], min_duration_seconds: 60 })).toEqual([far]);
		expect(await ids({ source_id: sourceId, min_duration_seconds: '60' })).toEqual([far]);
		expect(await ids({ agent_id: ['nobody'] })).toEqual([
			bench.app.triggers.vocalis_call_ended?.operation.sample?.id,
		]);
	});

	it('are of every vendor where the trigger is', async () => {
		const lead = await bench.send('inboundflow.appointment.booked');
		const call = await bench.send('vocalis.appointment.booked');
		const rows = await bench.zap.list('appointment_booked');
		expect(rows.map(({ id }) => id)).toEqual([call, lead]);
		expect(rows.map(({ vendor }) => vendor)).toEqual(['vocalis', 'inboundflow']);
	});
});
