import type {Incident} from '#shared/model/incident.ts';

/** What the resource of an incident is. `all`: the whole mail; `unknown`: no response named it. */
export type ResourceShape = 'ip' | 'range' | 'domain' | 'account' | 'all' | 'unknown';

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
const RANGE = /^[0-9a-f.:]{2,45}\/\d{1,3}$/i;

/** Tells an address from a range, a domain and an account. Total. */
export function shapeOf({kind, resource}: Pick<Incident, 'kind' | 'resource'>): ResourceShape {
	if (resource === 'unknown' || resource === 'all') return resource;
	if (IP.test(resource)) return 'ip';
	if (RANGE.test(resource)) return 'range';
	return kind === 'account-ban' || resource.includes('@') ? 'account' : 'domain';
}

/** The IP that an incident is about; of a range the one that the newest response was given to. Null where none is known. */
export function ipOf(incident: Incident): string | null {
	return shapeOf(incident) === 'ip' ? incident.resource : incident.senderIp;
}
