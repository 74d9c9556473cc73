import {count, dayInWords, espInWords, reasonInWords} from '../ui/words.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a bulk release takes, as a sentence: "These 1,204 addresses were suppressed by rule X between A and B." */
export function filterInWords(many: number, filter: Readonly<Record<string, unknown>>): string {
	const of = (name: string) => textOf(filter[name]);
	const parts = [
		...(of('reason') === '' ? [] : [`for “${reasonInWords(of('reason'))}”`]),
		...(of('rule') === '' ? [] : [`by rule ${of('rule')}`]),
		...(of('domain') === '' ? [] : [`at ${of('domain')}`]),
		...(of('esp') === '' ? [] : [`as ${espInWords(of('esp'))} reported`]),
		...(of('incident') === '' ? [] : [`in the incident of ${of('incident').split('#')[1] ?? 'your server'}`]),
		...(of('from') === '' ? [] : [`from ${dayInWords(of('from'))}`]),
		...(of('to') === '' ? [] : [`until ${dayInWords(of('to'))}`]),
	];
	const who = many === 1 ? 'This address was' : `These ${count(many)} addresses were`;
	return `${who} suppressed ${parts.join(', ')}.`;
}
