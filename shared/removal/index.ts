import type {EspName} from '#shared/model/event.ts';
import type {TenantCredentials} from './credentials.ts';
import {removeFromPostmark} from './postmark.ts';
import type {Held, RemovalDeps, Removed} from './removal.ts';
import {removeFromSendgrid} from './sendgrid.ts';
import {removeFromSes} from './ses.ts';

/** Most addresses of one call. */
export const MAX_REMOVALS = 1000;

/**
 * Takes addresses off an ESP's own list. One address's failure costs no other; nothing is thrown for what an ESP answers.
 *
 * @param held at most 1,000
 * @returns one result for each address, in their order; without credentials for the ESP none is done
 */
export async function releaseAtEsp(
	esp: EspName,
	held: readonly Held[],
	credentials: TenantCredentials,
	deps: RemovalDeps,
): Promise<Removed[]> {
	const some = held.slice(0, MAX_REMOVALS);
	switch (esp) {
		case 'ses':
			return credentials.ses === undefined ? without(esp, some) : removeFromSes(some, credentials.ses, deps);
		case 'sendgrid':
			return credentials.sendgrid === undefined
				? without(esp, some)
				: removeFromSendgrid(some, credentials.sendgrid, deps);
		case 'postmark':
			return credentials.postmark === undefined
				? without(esp, some)
				: removeFromPostmark(some, credentials.postmark, deps);
	}
}

function without(esp: EspName, held: readonly Held[]): Removed[] {
	const detail = 'Not tried: no credentials are set for this ESP; make the call yourself, or set them.';
	return held.map(({address}) => ({address, esp, done: false, detail}));
}
