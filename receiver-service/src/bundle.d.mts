export declare const bundleFolder: string;
export declare const bundleEntry: string;
export declare const originFile: string;
export declare const canFingerprint: () => boolean;
export declare const fingerprintOf: (files: readonly string[]) => string;
export declare const isBundleFresh: () => boolean;
