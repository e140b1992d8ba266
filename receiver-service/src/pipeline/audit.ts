import type { AuditActor, AuditEntry, AuditTarget } from '../domain/types.ts';
import type { Context } from './context.ts';

/** What the service does by itself stands in the log under its own name. */
export const systemActor: AuditActor = { kind: 'system', id: null, name: 'voicehooks' };

export type Audited = {
	readonly orgId: string;
	readonly actor: AuditActor;
	readonly action: string;
	readonly target: AuditTarget | null;
	readonly address: string | null;
};

/** A line of the audit log for what was done just now. */
export const auditEntry = (
	{ clock, newId }: Pick<Context, 'clock' | 'newId'>,
	done: Audited,
): AuditEntry => ({ id: newId('aud'), at: clock.now(), ...done });

/**
 * Writes a line of the audit log. What was done is done: where the line cannot be written, the log
 * of the service says so, and the answer stays what it is.
 */
export const recordAudit = async (
	context: Pick<Context, 'clock' | 'newId' | 'store' | 'log'>,
	done: Audited,
): Promise<void> => {
	try {
		await context.store.addAuditEntry(auditEntry(context, done));
	} catch (fault) {
		context.log.error('audit.failed', {
			org_id: done.orgId,
			action: done.action,
			fault: fault instanceof Error ? fault.name : 'unknown',
		});
	}
};
