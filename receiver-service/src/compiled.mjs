/**
 * Has Node keep what it makes of the sources: the next start neither strips their types nor
 * compiles them, and the stripper takes 12 MB of every thread that loads it. `--import` runs this
 * in each thread before its first source, so it is plain JavaScript. What is kept is found by the
 * content of a source and by Node's version, so it is never stale; where the folder cannot be
 * written, all is made anew.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../dist/compiled'));
