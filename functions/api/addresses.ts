import * as z from 'zod/mini';

/** An address as a caller spells it; what it is comes later, entry by entry. */
export const addressSchema = z.string().check(z.maxLength(1000));

/** A list of addresses, at least one and at most so many. */
export const addressesUpTo = (most: number) =>
	z.array(addressSchema).check(z.minLength(1, {error: 'is empty'}), z.maxLength(most));
