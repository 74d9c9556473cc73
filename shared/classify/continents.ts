/**
 * Microsoft's geographies as they stand in its host names, with the continent each lies on.
 * EOP's clusters: VE1EUR01FT061.eop-EUR01.prod.protection.outlook.com; forests: AM6PR05CA0012.eurprd05.prod.outlook.com.
 */
export const CONTINENTS: ReadonlyMap<string, string> = new Map([
	['NAM', 'North America'],
	['EUR', 'Europe'],
	['APC', 'Asia and the Pacific'],
	['AUS', 'Australia'],
	['JPN', 'Asia'],
	['IND', 'Asia'],
	['KOR', 'Asia'],
	['SGP', 'Asia'],
	['TWN', 'Asia'],
	['MYS', 'Asia'],
	['IDN', 'Asia'],
	['CHN', 'Asia'],
	['ARE', 'Asia'],
	['UAE', 'Asia'],
	['QAT', 'Asia'],
	['ISR', 'Asia'],
	['SAU', 'Asia'],
	['GBR', 'Europe'],
	['DEU', 'Europe'],
	['FRA', 'Europe'],
	['CHE', 'Europe'],
	['NOR', 'Europe'],
	['SWE', 'Europe'],
	['ITA', 'Europe'],
	['ESP', 'Europe'],
	['POL', 'Europe'],
	['AUT', 'Europe'],
	['CAN', 'North America'],
	['USG', 'North America'],
	['GCC', 'North America'],
	['MEX', 'North America'],
	['BRA', 'South America'],
	['LAM', 'South America'],
	['CHL', 'South America'],
	['ZAF', 'Africa'],
]);

/** The continent of a region in words: "EUR04" lies in "Europe"; undefined for one that Microsoft is not known to have. */
export function continentOf(region: string): string | undefined {
	let letters = 0;
	while (letters < region.length && letters < 4 && !isDigit(region.charCodeAt(letters))) letters++;
	return CONTINENTS.get(region.slice(0, letters).toUpperCase());
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
