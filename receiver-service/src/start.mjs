/** What `npm start` runs: the bundle where it is of these very sources, and the sources otherwise. */
import { pathToFileURL } from 'node:url';
import { bundleEntry, isBundleFresh } from './bundle.mjs';

await import(isBundleFresh() ? pathToFileURL(bundleEntry).href : './main.ts');
