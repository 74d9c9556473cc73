import type {TenantId} from '#shared/model/names.ts';
import type {Attempt, Outgoing} from '#shared/outgoing/post.ts';
import type {TenantCredentials} from '#shared/removal/credentials.ts';
import type {Secrets} from '#shared/secrets/secrets.ts';
import type {SigningSecrets} from '#shared/secrets/signing.ts';

/** Secrets that are kept as long as the test runs. */
export function secretsInMemory(): Secrets {
	const kept = new Map<TenantId, TenantCredentials>();
	return {
		read: async (tenant) => kept.get(tenant) ?? {},
		write: async (tenant, credentials) => {
			kept.set(tenant, credentials);
		},
	};
}

/** The same for what alerts are signed with, and a post that goes nowhere: all that the API needs to send something out. */
export function outgoingInMemory() {
	const kept = new Map<string, string>();
	const posted: Outgoing[] = [];
	const signing: SigningSecrets = {
		read: async (tenant, endpoint) => kept.get(`${tenant}/${endpoint}`),
		create: async (tenant, endpoint, secret) => {
			kept.set(`${tenant}/${endpoint}`, secret);
		},
		remove: async (tenant, endpoint) => {
			kept.delete(`${tenant}/${endpoint}`);
		},
	};
	const post = async (message: Outgoing): Promise<Attempt> => {
		posted.push(message);
		return {delivered: true, status: 200, words: 'answered 200', milliseconds: 1};
	};
	return {kept, posted, signing, post, exemptHosts: new Set<string>()};
}
