/** The same for every replica. */
export const masterKey = Buffer.alloc(32, 42).toString('base64');
