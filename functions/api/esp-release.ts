import {releaseAtEsp} from '#shared/removal/index.ts';
import type {RemovalDeps} from '#shared/removal/removal.ts';
import type {Secrets} from '#shared/secrets/secrets.ts';
import type {RemoveAtEsp} from './route.ts';

/** The time for one ESP: the function has 28 s for all three and its own work. */
const PATIENCE_MS = 7_000;

/**
 * The way to take addresses off an ESP's own list with the credentials that their tenant gave. What the time does not suffice
 * for is told as not done, and can be released once more.
 */
export function remover(secrets: Secrets, deps: Omit<RemovalDeps, 'deadline'>): RemoveAtEsp {
	return async (tenant, esp, held) => {
		const deadline = new Date(deps.now().getTime() + PATIENCE_MS);
		return releaseAtEsp(esp, held, await secrets.read(tenant), {...deps, deadline});
	};
}
