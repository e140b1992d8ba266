import { setFlagsFromString } from 'node:v8';

/** More calls than a process makes. */
const never = 1_000_000_000;

/**
 * Has V8 leave the wrappers of WebAssembly imports as they are. After a thousand calls it compiles
 * one for each import and frees what it replaces; with several threads in one process that has
 * ended the process (V8 13.6 in Node 24, "Check failed: jit_page.has_value()" under
 * Runtime_TierUpWasmToJSWrapper). undici reads responses with such a module, on threads that come
 * and go, and calls few of its imports for each.
 */
export const keepWasmWrappers = (): void => {
	setFlagsFromString(`--wasm-wrapper-tiering-budget=${never}`);
};
