import {
	type Database,
	openDatabase,
} from '../../../receiver-service/src/adapters/store/postgres/database.ts';
import { columnsOf, unnest } from '../../../receiver-service/src/adapters/store/postgres/unnest.ts';
import { type Cluster, describeWithPostgres, startCluster } from '../../support/postgres.ts';

describeWithPostgres('statements', () => {
	let cluster: Cluster;
	let database: Database;
	beforeAll(async () => {
		cluster = await startCluster();
		database = openDatabase(await cluster.newDatabase(), { connections: 2, name: 'statements' });
		await database.run('CREATE TABLE notes (n integer PRIMARY KEY)');
	});
	afterAll(async () => {
		await database.close();
		await cluster.destroy();
	});

	const notes = async (): Promise<readonly number[]> =>
		(await database.all<{ n: number }>('SELECT n FROM notes ORDER BY n')).map(({ n }) => n);
	const note = (n: number) => ({ sql: 'INSERT INTO notes VALUES ($1)', values: [n] });

	it('take lists of any text as it is, NUL apart', async () => {
		const texts = ['', ' ', 'NULL', 'null', '"', '\\', '\\"', ',', '{}', '{a,b}', 'é\n\t', '\\x00'];
		const rows = await database.all<{ text: string | null }>(
			'SELECT text FROM unnest($1::text[]) WITH ORDINALITY AS t (text, n) ORDER BY n',
			[...texts, null, 'a\0b'],
		);
		expect(rows.map(({ text }) => text)).toEqual([...texts, null, 'a\uFFFDb']);
	});

	it('take lists of numbers, truth values and bytes', async () => {
		const [row] = await database.all<Record<string, unknown>>(
			'SELECT $1::float8[] AS numbers, $2::boolean[] AS truths, $3::bytea[] AS bytes, $4::text[] AS none',
			[0, -1.5, 1e300, null],
			[true, false, null],
			[Buffer.from([0, 34, 92, 255]), null],
			[],
		);
		expect(row).toEqual({
			numbers: [0, -1.5, 1e300, null],
			truths: [true, false, null],
			bytes: [Buffer.from([0, 34, 92, 255]), null],
			none: [],
		});
	});

	const columnTypes = {
		id: 'text',
		text: 'text',
		large: 'bigint',
		small: 'integer',
		number: 'float8',
		truth: 'boolean',
		none: 'text',
	} as const;
	type Row = Readonly<Record<keyof typeof columnTypes, string | number | boolean | null>>;
	const row = (nth: number, rest: Partial<Row> = {}): Row => ({
		id: `dlv_${nth}`,
		text: 'text',
		large: nth,
		small: nth,
		number: nth,
		truth: true,
		none: null,
		...rest,
	});
	const roundTrip = async (rows: readonly Row[]): Promise<readonly Row[]> =>
		database.all<Row>(
			`SELECT ${Object.keys(columnTypes).join(', ')} FROM ${unnest(columnTypes, 'c', 1)} ORDER BY n`,
			...columnsOf(columnTypes, rows),
		);

	it('take rows as columns, each value as it is', async () => {
		const rows = [
			row(1, { text: '', large: 0, small: 0, number: 0, truth: false }),
			row(2, { text: 'NULL', large: -1, small: -1, number: -0.1 }),
			row(3, { text: '"{a,b}\\x00\n\t', large: 2 ** 32, small: 2 ** 31 - 1, number: 1e300 }),
			row(4, { text: 'a'.repeat(127), large: -(2 ** 32) - 1, small: -(2 ** 31) }),
			row(5, { text: 'b'.repeat(128), large: Number.MAX_SAFE_INTEGER, number: 2 ** -1_074 }),
			row(6, { text: 'c'.repeat(70_000), large: Number.MIN_SAFE_INTEGER, number: 1_795_437.123 }),
			row(7, { id: null, text: null, large: null, small: null, number: null, truth: null }),
		];
		expect(await roundTrip(rows)).toEqual(rows);
		const whole = rows.slice(0, -1);
		expect(await roundTrip(whole)).toEqual(whole);
	});

	it('take a column of which one value is not plain', async () => {
		for (const text of ['é', '\u{1F600}', '\x7f', '\x01', '€'.repeat(200)]) {
			const rows = [row(1, { text: 'plain' }), row(2, { text }), row(3, { text: null })];
			expect(await roundTrip(rows)).toEqual(rows);
		}
		const rows = [row(1, { text: 'a\0b' }), row(2, { text: 'abc' })];
		expect((await roundTrip(rows)).map(({ text }) => text)).toEqual(['a\uFFFDb', 'abc']);
	});

	it('refuse a number that a column cannot hold', async () => {
		await expect(roundTrip([row(1, { large: 1.5 })])).rejects.toMatchObject({ code: '22P02' });
		await expect(roundTrip([row(1, { small: 2 ** 31 })])).rejects.toMatchObject({ code: '22003' });
	});

	it('go out together and answer each for itself', async () => {
		const answers = await database.together([
			note(1),
			{ sql: 'SELECT n + 1 AS next FROM notes', values: [] },
		]);
		expect(answers).toEqual([[], [{ next: 2 }]]);
		expect(await notes()).toEqual([1]);
	});

	it('that go out together are undone together, for the reason of the one that failed', async () => {
		const broken = database.together([note(7), note(1), note(8)]);
		await expect(broken).rejects.toMatchObject({ code: '23505', later: false });
		expect(await notes()).toEqual([1]);
		// The connection is as good as before.
		await database.together([note(9)]);
		expect(await notes()).toEqual([1, 9]);
	});

	it('fail together when the server ends, and go on once it is back', async () => {
		await cluster.kill();
		await expect(database.together([note(20)])).rejects.toMatchObject({ later: true });
		await cluster.start();
		await database.together([note(21)]);
		expect(await notes()).toEqual([1, 9, 21]);
	});
});
