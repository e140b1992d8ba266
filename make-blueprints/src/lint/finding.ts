/** Something wrong in a file of the app. */
export type Finding = {
	readonly rule: string;
	/** The file, below the app's folder. */
	readonly path: string;
	readonly message: string;
};
