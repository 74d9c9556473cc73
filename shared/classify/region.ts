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
	const name = host.toUpperCase();
	const eop = name.indexOf('EOP-');
	if (eop >= 0) {
		const end = name.indexOf('.', eop);
		const cluster = name.slice(eop + 4, end < 0 ? eop + 12 : end);
		if (cluster.length >= 3 && cluster.length <= 8) return cluster;
	}
	const [machine = '', forest = ''] = name.split('.', 2);
	return inMachine(machine) ?? inForest(forest);
}

/** VE1EUR01FT061: site, geography, two digits, role. */
function inMachine(label: string): string | undefined {
	for (let at = 2; at <= 5 && at + 5 < label.length; at++) {
		if (!CONTINENTS.has(label.slice(at, at + 3))) continue;
		const number = label.slice(at + 3, at + 5);
		if (isDigit(number.charCodeAt(0)) && isDigit(number.charCodeAt(1)) && !isDigit(label.charCodeAt(at + 5))) {
			return label.slice(at, at + 5);
		}
	}
	return undefined;
}

/** EURPRD04, JPNP286 */
function inForest(label: string): string | undefined {
	const geography = label.slice(0, 3);
	if (!CONTINENTS.has(geography)) return undefined;
	const digits = label.startsWith('PRD', 3) ? label.slice(6) : label.charAt(3) === 'P' ? label.slice(4) : '';
	if (digits.length < 2 || digits.length > 4) return undefined;
	for (let at = 0; at < digits.length; at++) if (!isDigit(digits.charCodeAt(at))) return undefined;
	return geography + digits;
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
