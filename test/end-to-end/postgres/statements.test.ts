import {
	type Database,
	openDatabase,
} from '../../../receiver-service/src/adapters/store/postgres/database.ts';
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
