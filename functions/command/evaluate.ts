import {createReadStream} from 'node:fs';
import {createInterface} from 'node:readline';
import {classify} from '#shared/classify/classify.ts';
import {type Evaluation, evaluate, type LabelledCase, parseCase, type Score} from '#shared/classify/evaluate.ts';
import {type Run, wrongUse} from './io.ts';

const percent = (right: number, of: number): string => (of === 0 ? '-' : `${((100 * right) / of).toFixed(2)} %`);

/** Reads a file of labelled responses, one JSON object a line, and prints how often each field comes out right. */
export const run: Run = async (args, io) => {
	const [file] = args;
	if (file === undefined || args.length !== 1) return wrongUse(io, 'evaluate needs one file of labelled responses');
	const cases: LabelledCase[] = [];
	let number = 0;
	for await (const line of createInterface({input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY})) {
		number++;
		if (line.trim() === '') continue;
		const parsed = parseCase(line);
		if (typeof parsed === 'string') return wrongUse(io, `line ${number} of ${file} is no labelled response: ${parsed}`);
		cases.push(parsed);
	}
	io.out.write(report(cases, evaluate(cases, classify)));
	return 0;
};

function report(cases: readonly LabelledCase[], {scores, confusions, wronglySuppressed}: Evaluation): string {
	const sure = cases.filter((case_) => case_.sure).length;
	const lines = [
		`${cases.length} responses, ${sure} of them sure`,
		'',
		`${'field'.padEnd(12)} ${'sure'.padStart(9)} ${'all'.padStart(9)}`,
		...[...scores].map(([field, score]) => row(field, score)),
		'',
		`addresses to keep that would be suppressed at once: ${wronglySuppressed.length}${wronglySuppressed.map((id) => ` ${id}`).join('')}`,
	];
	for (const {id, sure: isSure, field, expected, got, rule, text} of confusions) {
		lines.push('', `${id}${isSure ? '' : ' (not sure)'}: ${field} is ${got}, expected ${expected} (rule ${rule})`);
		lines.push(`  ${text.slice(0, 200).replaceAll('\n', '\\n')}`);
	}
	return `${lines.join('\n')}\n`;
}

function row(field: string, score: Score): string {
	const sure = percent(score.sureRight, score.sureOf);
	return `${field.padEnd(12)} ${sure.padStart(9)} ${percent(score.right, score.of).padStart(9)}`;
}
