/**
 * The attempt that a delivery succeeded by stands in the row of the delivery: most deliveries have
 * no other, and a row of `attempts` costs as much again.
 */
export const lastAttempt = `
ALTER TABLE deliveries ADD COLUMN attempt_id TEXT;
ALTER TABLE deliveries ADD COLUMN attempt_at INTEGER;
ALTER TABLE deliveries ADD COLUMN attempt_status INTEGER;
ALTER TABLE deliveries ADD COLUMN attempt_ms REAL;
ALTER TABLE deliveries ADD COLUMN attempt_excerpt TEXT;
ALTER TABLE deliveries ADD COLUMN attempt_header_form INTEGER;
ALTER TABLE deliveries ADD COLUMN attempt_header_values TEXT;
`;
