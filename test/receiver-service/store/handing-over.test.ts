import {
	notesFor,
	readNote,
} from '../../../receiver-service/src/adapters/store/postgres/handing-over.ts';

describe('notes of what is handed over', () => {
	const id = (prefix: string, nth: number) => `${prefix}_${String(nth).padStart(26, '0')}`;

	it('name each target and each message once, to the one who has the targets', () => {
		const [note = '', ...more] = notesFor('rep_1', [
			{ targetId: 'target-1', messageId: 'msg_1' },
			{ targetId: 'target-2', messageId: 'msg_1' },
			{ targetId: 'target-1', messageId: 'msg_2' },
		]);
		expect(more).toEqual([]);
		expect(readNote(note, 'rep_1')).toEqual({
			targetIds: ['target-1', 'target-2'],
			messageIds: ['msg_1', 'msg_2'],
		});
		expect(readNote(note, 'rep_2')).toBeNull();
	});

	it('are as long as a notification may be, however much there is', () => {
		const handed = Array.from({ length: 2_000 }, (_, nth) => ({
			targetId: id('target', nth % 700),
			messageId: id('msg', nth >> 1),
		}));
		const notes = notesFor('rep_1', handed);
		expect(Math.max(...notes.map((note) => Buffer.byteLength(note)))).toBeLessThan(8_000);
		const read = notes.flatMap((note) => readNote(note, 'rep_1') ?? []);
		for (const { targetId, messageId } of handed) {
			const told = read.filter(({ messageIds }) => messageIds.includes(messageId));
			expect(told.some(({ targetIds }) => targetIds.includes(targetId))).toBe(true);
		}
	});
});
