import {type EmailAddress, isEmailAddress} from '#shared/model/names.ts';

/** The sort key of an address: its domain first, so that those of one domain stand together. A domain has no `@`. */
export function mailboxOf(address: EmailAddress): string {
	const at = address.lastIndexOf('@');
	return `${address.slice(at + 1)}@${address.slice(0, at)}`;
}

/** The address that a sort key stands for; undefined where it is none. */
export function addressOf(mailbox: unknown): EmailAddress | undefined {
	if (typeof mailbox !== 'string') return undefined;
	const at = mailbox.indexOf('@');
	const address = `${mailbox.slice(at + 1)}@${mailbox.slice(0, at)}`;
	return isEmailAddress(address) ? address : undefined;
}
