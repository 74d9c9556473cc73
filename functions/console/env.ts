/** The variables this function needs; the stack gives a value to each. */
export const ENV = [] as const;
