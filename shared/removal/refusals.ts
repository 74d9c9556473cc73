/** What is not asked of any ESP: SendGrid takes a removal without an address for one of the whole list. */
export function isRemovable(address: string): boolean {
	return address.trim() !== '' && address.includes('@') && address.length <= 1000;
}

/** Why a complaint stays where it is. */
export function complaint(esp: string): string {
	return `Not tried: whoever complained is not taken off ${esp}'s list by a program.`;
}
