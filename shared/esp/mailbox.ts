import {
	type Domain,
	domainOf,
	type EmailAddress,
	type IpAddress,
	parseEmailAddress,
	parseIpAddress,
} from '#shared/model/names.ts';

/** The recipient of an event: the bare address, and the ESP's spelling of it where that differs. */
export interface Mailbox {
	readonly recipient: EmailAddress;
	readonly recipientAsReceived: string | undefined;
}

/** Takes the address out of a field (`"Jo" <Jo@Example.com>`), or undefined where it holds none. */
export function mailboxIn(value: unknown): Mailbox | undefined {
	const recipient = parseEmailAddress(value);
	if (recipient === undefined || typeof value !== 'string') return undefined;
	if (recipient === value) return {recipient, recipientAsReceived: undefined};
	let spelled = value.trim();
	if (spelled.endsWith('>')) spelled = spelled.slice(spelled.lastIndexOf('<') + 1, -1).trim();
	return {recipient, recipientAsReceived: spelled === recipient ? undefined : spelled};
}

/** The domain of an address in a field, or undefined. */
export function domainIn(value: unknown): Domain | undefined {
	const address = parseEmailAddress(value);
	return address === undefined ? undefined : domainOf(address);
}

/** An IP address in a field of its own, or null. */
export function ipIn(value: unknown): IpAddress | null {
	if (typeof value !== 'string' || value.length > 60) return null;
	return parseIpAddress(value.trim()) ?? null;
}
