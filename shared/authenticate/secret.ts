import {hash, randomBytes, timingSafeEqual} from 'node:crypto';

/** A new secret: 256 random bits, base64url (43 characters). Being random, its plain SHA-256 cannot be searched. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: the hexadecimal SHA-256 of its UTF-8 text. */
export function hashSecret(text: string): string {
	return hash('sha256', text, 'hex');
}

/** What is compared where nothing is kept, so that "no such tenant" takes as long as "wrong secret". */
const NOTHING = '0'.repeat(64);

/**
 * Whether a text is one of the secrets whose hashes are kept. Every hash is compared, each in constant time, so that the
 * answer's time tells neither how much of a secret was right nor which of two it was.
 */
export function matchesHash(text: string, hashes: readonly string[]): boolean {
	const given = Buffer.from(hashSecret(text), 'hex');
	let found = false;
	for (const kept of hashes.length === 0 ? [NOTHING] : hashes) {
		const bytes = Buffer.from(kept, 'hex');
		if (bytes.length === given.length && timingSafeEqual(bytes, given)) found = true;
	}
	return found;
}
