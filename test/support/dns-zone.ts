import type {DnsAnswer, Lookups} from '#shared/model/dns.ts';
import type {Zone} from './dns.ts';

/** Look-ups of a zone without a server and without waiting, for wide inputs; it keeps what was asked. */
export function zoneLookups(zone: Zone): Lookups & {readonly asked: string[]} {
	const names = new Map(Object.entries(zone));
	const asked: string[] = [];
	const ask = async (type: string, name: string): Promise<DnsAnswer<string>> => {
		asked.push(`${type} ${name}`);
		const known = names.get(name.toLowerCase());
		const value: unknown = typeof known === 'object' ? Reflect.get(known, type) : (known ?? 'nxdomain');
		if (value === 'servfail' || value === 'refused') return {unknown: value};
		if (value === 'silent') return {unknown: 'timeout'};
		return Array.isArray(value) && value.length > 0 ? {found: value} : {none: true};
	};
	return {
		asked,
		a: (name) => ask('A', name),
		aaaa: (name) => ask('AAAA', name),
		txt: (name) => ask('TXT', name),
		mx: async (name) => {
			const answer = await ask('MX', name);
			return 'found' in answer ? {found: answer.found.map((text) => text.split(' ')[1] ?? '')} : answer;
		},
		ptr: (name) => ask('PTR', name),
	};
}
