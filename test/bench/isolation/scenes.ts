/** What the tenth target does; the others answer 200 at once. */
export const behaviours = ['good', 'black hole', 'dripping', 'answers 500'] as const;
export type Behaviour = (typeof behaviours)[number];
