/**
 * Microsoft's geographies as they stand in its host names, with the continent each lies on.
 * EOP's clusters: VE1EUR01FT061.eop-EUR01.prod.protection.outlook.com; forests: AM6PR05CA0012.eurprd05.prod.outlook.com.
 */
const CONTINENTS: ReadonlyMap<string, string> = new Map([
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

/**
 * The region that a Microsoft host name tells: "EUR04" of eop-EUR04, of VE1EUR04FT061 and of eurprd04, "JPN286" of
 * JPNP286; undefined where it tells none. The cluster of EOP comes before the forest, which has numbers of its own.
 */
export function regionOf(host: string): string | undefined {
	const dot = host.indexOf('.');
	if (dot < 0) return undefined;
	const second = host.indexOf('.', dot + 1);
	const end = second < 0 ? host.length : second;
	// eop-EUR04
	if (host.charCodeAt(dot + 4) === 45) {
		const cluster = host.slice(dot + 5, end);
		return cluster.length >= 3 && cluster.length <= 8 ? cluster.toUpperCase() : undefined;
	}
	return inMachine(host, dot) ?? inForest(host, dot + 1, end);
}

/** VE1EUR01FT061: site, geography, two digits, role. */
function inMachine(host: string, end: number): string | undefined {
	for (let at = 2; at <= 5 && at + 5 < end; at++) {
		const tens = host.charCodeAt(at + 3);
		const ones = host.charCodeAt(at + 4);
		if (!isDigit(tens) || !isDigit(ones) || isDigit(host.charCodeAt(at + 5))) continue;
		const region = named(host, at, at + 3, at + 5);
		if (region !== undefined) return region;
	}
	return undefined;
}

/** EURPRD04, JPNP286 */
function inForest(host: string, start: number, end: number): string | undefined {
	let digits = end;
	while (digits > start && isDigit(host.charCodeAt(digits - 1))) digits--;
	const letters = digits - start;
	if (end - digits < 2 || end - digits > 4 || (letters !== 4 && letters !== 6)) return undefined;
	if ((host.charCodeAt(start + 3) | 32) !== 112) return undefined;
	return named(host, start, digits, end);
}

/** The region of the geography that stands at `at`, with the digits from `digits` to `end`. Made once for each region. */
function named(host: string, at: number, digits: number, end: number): string | undefined {
	const geography = GEOGRAPHIES.get(letterKey(host, at));
	if (geography === undefined) return undefined;
	let number = end - digits;
	for (let place = digits; place < end; place++) number = number * 10 + host.charCodeAt(place) - 48;
	const known = geography.regions.get(number);
	if (known !== undefined) return known;
	const region = geography.name + host.slice(digits, end);
	if (geography.regions.size < MOST_REGIONS) geography.regions.set(number, region);
	return region;
}

/** Three letters as one number, whatever their case. */
function letterKey(text: string, at: number): number {
	return ((text.charCodeAt(at) | 32) << 16) | ((text.charCodeAt(at + 1) | 32) << 8) | (text.charCodeAt(at + 2) | 32);
}

/** Regions remembered of one geography: Microsoft has some tens, a hostile text may name any. */
const MOST_REGIONS = 64;

const GEOGRAPHIES: ReadonlyMap<number, {readonly name: string; readonly regions: Map<number, string>}> = new Map(
	[...CONTINENTS.keys()].map((name) => [letterKey(name, 0), {name, regions: new Map()}]),
);

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
