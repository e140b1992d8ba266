/**
 * What each replica has to do, so that targets can be shared out: see sharing.ts. Null, as replicas
 * of the version before leave it: it is given nothing.
 */
export const loads = 'ALTER TABLE replicas ADD COLUMN load double precision;';
