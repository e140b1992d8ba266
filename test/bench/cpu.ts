import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const usPerTick = 10_000;

type Stat = {
	readonly parent: number;
	/** Of all its threads, and of its children that ended. */
	readonly ticks: number;
};

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name may hold anything but ends with the last bracket. */
const statOf = (pid: number | string): Stat | null => {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number);
		return { parent: Number(fields[1]), ticks: user + system + childUser + childSystem };
	} catch {
		return null;
	}
};

/** What these processes and all below them have used of the processors so far, in microseconds. */
export const cpuUsOf = (pids: readonly number[]): number => {
	const stats = new Map<number, Stat>();
	for (const entry of readdirSync('/proc')) {
		const stat = /^\d+$/.test(entry) ? statOf(entry) : null;
		if (stat !== null) stats.set(Number(entry), stat);
	}
	const wanted = new Set(pids);
	for (let before = -1; before < wanted.size; ) {
		before = wanted.size;
		for (const [pid, { parent }] of stats) if (wanted.has(parent)) wanted.add(pid);
	}
	let ticks = 0;
	for (const pid of wanted) ticks += stats.get(pid)?.ticks ?? 0;
	return ticks * usPerTick;
};

/** Resident memory of a process, in megabytes. */
export const rssMbOf = (pid: number): number => {
	const status = readFileSync(`/proc/${pid}/status`, 'latin1');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024;
};
