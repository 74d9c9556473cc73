import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {continentOf, regionOf} from '#shared/classify/region.ts';

describe('the region of a host', () => {
	test.each([
		['AM5EUR03FT045.eop-EUR03.prod.protection.outlook.com', 'EUR03'],
		['x.eop-apc01.prod.protection.outlook.com', 'APC01'],
		['VE1EUR01FT061.mail.protection.outlook.com', 'EUR01'],
		['AM6PR05CA0012.eurprd05.prod.outlook.com', 'EUR05'],
		['x.namprd05.prod.outlook.com', 'NAM05'],
		['x.NAMP220.PROD.OUTLOOK.COM', 'NAM220'],
		['AMS1EPF0000004D.eurprd04.prod.outlook.com', 'EUR04'],
		['eurprd05.prod.outlook.com', undefined],
		['x.eurprd05.example.com', 'EUR05'],
		['x.jpnp286.prod.outlook.com', 'JPN286'],
		['x.eurp1234.prod.outlook.com', 'EUR1234'],
		['x.eurp12345.prod.outlook.com', undefined],
		['x.eurprd5.prod.outlook.com', undefined],
		['x.eurpr05.prod.outlook.com', undefined],
		['x.eurqrd05.prod.outlook.com', undefined],
		['x.3urprd05.prod.outlook.com', undefined],
		['x.eop-eur05', 'EUR05'],
		['x.eop-xyz', 'XYZ'],
		['x.eop-xy', undefined],
		['x.eop-longname1', undefined],
		['VE1EUR01FT061.x', 'EUR01'],
		['VEEUR01FT061.x', 'EUR01'],
		['VABCEUR01FT.x', 'EUR01'],
		['VABCDEEUR01FT.x', undefined],
		['VE1EUR011FT.x', undefined],
		['VE1EUR0FT.x', undefined],
		['VE1XYZ01FT061.x', undefined],
		['example-com.mail.protection.outlook.com', undefined],
		['outlook', undefined],
		['x.xyzprd05.prod.outlook.com', undefined],
		['VE1EUR01FT061.mail.eurprd05.prod.outlook.com', 'EUR05'],
		['x.aeurprd05.prod.outlook.com', undefined],
		['x.eurprd05-prod.outlook.com', undefined],
		['x.e5rprd05.prod.outlook.com', undefined],
		['x.eu2prd05.prod.outlook.com', undefined],
		['x.3weprd05.prod.outlook.com', undefined],
		['x.eop-longname', 'LONGNAME'],
		['x.eop-eurx05', 'EURX05'],
		['VE1EUR01FT061', 'EUR01'],
		['VABCDEUR01FT.x', 'EUR01'],
		['EUR01FT061.x', undefined],
		['VE1EUR01FT061.exchange.prod.outlook.com', 'EUR01'],
		['HK1APC01FT061.x', 'APC01'],
		['CP1BRA01FT061.x', 'BRA01'],
		['VE1EUR01.x', undefined],
	])('%s', (host, region) => expect(regionOf(host)).toBe(region));

	test('any text is a host without a region or with a short one', () => {
		fc.assert(fc.property(fc.string(), (host) => (regionOf(host)?.length ?? 0) <= 8));
	});
});

test.each([
	['EUR04', 'Europe'],
	['nam12', 'North America'],
	['APC01', 'Asia and the Pacific'],
	['JPN286', 'Asia'],
	['LAM01', 'South America'],
	['AUS01', 'Australia'],
	['ZAF01', 'Africa'],
	['XYZ01', undefined],
	['EUR', 'Europe'],
	['EURX05', undefined],
	['', undefined],
])('the continent of %s in words', (region, continent) => expect(continentOf(region)).toBe(continent));
