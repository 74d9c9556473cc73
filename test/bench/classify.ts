import {classify, classifyAnew} from '#shared/classify/classify.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import {type Measurement, median} from './measure.ts';

const ROUNDS = 51;
const TEXTS = 1000;

/** Responses as they come: those of the rows, with addresses, IPs, hosts and ids that differ from text to text. */
function responses(): string[] {
	const seen = LAYERS.flatMap(({basis, rules}) => (basis === 'esp' ? [] : rules.map(({seen}) => seen)));
	return Array.from({length: TEXTS}, (_, index) => {
		const text = seen[index % seen.length] ?? '';
		const tail = ` [DB3PEPF0000${1000 + index}.eurprd02.prod.outlook.com 2026-01-24T13:29:${10 + (index % 50)}.015Z 08DD36FABB4C${1000 + index}]`;
		return text.replaceAll('203.0.113.7', `203.0.113.${index % 250}`).replaceAll('user@', `user${index}@`) + tail;
	});
}

/** A text that is a new string to the engine, so that nothing kept by the text itself can help. */
function fresh(texts: readonly string[], round: number): string[] {
	return texts.map((text) => `${text} ${round}`);
}

function perSecond(texts: readonly string[], work: (text: string) => number): number {
	let sum = 0;
	const start = process.hrtime.bigint();
	for (const text of texts) sum += work(text);
	const seconds = Number(process.hrtime.bigint() - start) / 1e9;
	if (Number.isNaN(sum)) throw new Error('the work must not be optimized away');
	return texts.length / seconds;
}

/** The floor: one look at every character. */
function scan(text: string): number {
	let sum = 0;
	for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at);
	return sum;
}

const verdict = (text: string): number => classify({text}).rule.length;
const anew = (text: string): number => classifyAnew({text}).rule.length;

/** The third of three runs over the same texts, of which the engine keeps the verdicts from the second time on. */
function again(texts: readonly string[]): number {
	for (let run = 0; run < 2; run++) perSecond(texts, verdict);
	return perSecond(texts, verdict);
}

/** Texts classified a second against the bare scan of the same texts, and the time of one text of 1 KB. */
export async function run(): Promise<Measurement[]> {
	const texts = responses();
	const short = texts.map((text) => text.slice(0, 80));
	const long = texts.map((text, index) =>
		`${text} ${texts[(index * 7) % TEXTS]} ${text} ${text} ${text}`.slice(0, 1024),
	);
	for (let warm = 0; warm < 200; warm++) perSecond(fresh(texts, -warm), verdict);
	const rounds = Array.from({length: ROUNDS}, (_, round) => ({
		floor: perSecond(fresh(texts, round), scan),
		same: again(texts),
		without: perSecond(texts, anew),
		different: perSecond(fresh(texts, round), verdict),
		differentAnew: perSecond(fresh(texts, round), anew),
		shortFloor: perSecond(fresh(short, round), scan),
		short: perSecond(fresh(short, round), verdict),
		long: 1e6 / perSecond(fresh(long, round), verdict),
	}));
	const of = (name: keyof (typeof rounds)[number]): number => median(rounds.map((round) => round[name]));
	const mean = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / TEXTS);
	const row = (name: string, key: 'same' | 'without' | 'different' | 'differentAnew'): Measurement => ({
		name,
		value: of(key),
		unit: 'texts/s',
		ratio: median(rounds.map((round) => round[key] / round.floor)),
		against: 'the bare scan',
	});
	return [
		{name: `bare scan of ${TEXTS} texts of ${mean} characters`, value: of('floor'), unit: 'texts/s'},
		row('classified, the same texts again', 'same'),
		row('classified, the same texts, cache off', 'without'),
		row('classified, every text different', 'different'),
		row('classified, every text different, cache off', 'differentAnew'),
		{
			name: 'classified, every text different, cut to 80 characters',
			value: of('short'),
			unit: 'texts/s',
			ratio: median(rounds.map(({short, shortFloor}) => short / shortFloor)),
			against: 'the bare scan',
		},
		{name: 'one text of 1 KB', value: of('long'), unit: 'microseconds'},
	];
}
