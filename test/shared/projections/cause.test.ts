import {expect, it} from 'vitest';
import {incidentIdOf} from '#shared/projections/incident.ts';
import {bounce, fact, RESPONSES} from '#test/support/events.ts';

it.each(['2001:DB8::10', '2001:db8::10', '2001:0db8:0:0:0:0:0:10'])(
	'a ban of an IPv6 address is one incident, however the response writes it: %s',
	(ip) => {
		const told = fact(bounce({senderIp: null, diagnostic: RESPONSES.banned(ip)}));
		expect(told.senderIp).toBe('2001:db8::10');
		expect(incidentIdOf(told)).toBe('ip-ban#2001:db8::10#exchange-online');
	},
);
