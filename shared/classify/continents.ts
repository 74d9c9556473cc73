/**
 * Microsoft's geographies as they stand in its host names, with the continent each lies on.
 * EOP's clusters: VE1EUR01FT061.eop-EUR01.prod.protection.outlook.com; forests: AM6PR05CA0012.eurprd05.prod.outlook.com.
 */
export const CONTINENTS: ReadonlyMap<string, string> = new Map(
	(
		[
			['North America', 'NAM CAN USG GCC MEX'],
			['Europe', 'EUR GBR DEU FRA CHE NOR SWE ITA ESP POL AUT'],
			['Asia and the Pacific', 'APC'],
			['Australia', 'AUS'],
			['Asia', 'JPN IND KOR SGP TWN MYS IDN CHN ARE UAE QAT ISR SAU'],
			['South America', 'BRA LAM CHL'],
			['Africa', 'ZAF'],
		] as const
	).flatMap(([continent, names]) => names.split(' ').map((name): [string, string] => [name, continent])),
);

/** The continent of a region in words: "EUR04" lies in "Europe"; undefined for one that Microsoft is not known to have. */
export function continentOf(region: string): string | undefined {
	return Number.isNaN(Number(region.slice(3))) ? undefined : CONTINENTS.get(region.slice(0, 3).toUpperCase());
}
