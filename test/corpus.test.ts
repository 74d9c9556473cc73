import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {type Evaluation, evaluate, type Field, type LabelledCase, parseCase} from '#shared/classify/evaluate.ts';
import {CATEGORIES} from '#shared/model/category.ts';

const OWN = join(import.meta.dirname, 'fixtures/classify/labelled.jsonl');
const SHARED = join(import.meta.dirname, '../../shared/corpus/diagnostics.jsonl');

/** What part of the sure cases must come out right, in percent. */
const LEAST: Readonly<Record<Field, number>> = {
	source: 97,
	category: 98,
	permanence: 98,
	scope: 98,
	suppression: 99.5,
	alert: 100,
	tokens: 98,
};

function read(file: string): LabelledCase[] {
	const lines = readFileSync(file, 'utf8').split('\n');
	return lines
		.filter((line) => line.trim() !== '')
		.map((line) => {
			const parsed = parseCase(line);
			if (typeof parsed === 'string') throw new Error(`${parsed}: ${line}`);
			return parsed;
		});
}

function holdToThresholds({scores, confusions, wronglySuppressed}: Evaluation): void {
	const wrong = confusions.filter(({sure}) => sure).map(({id, field, expected, got}) => ({id, field, expected, got}));
	for (const [field, {sureRight, sureOf}] of scores) {
		expect((100 * sureRight) / sureOf, `${field}: ${JSON.stringify(wrong)}`).toBeGreaterThanOrEqual(LEAST[field]);
	}
	expect(wronglySuppressed).toEqual([]);
}

describe("the project's own labelled responses", () => {
	const cases = read(OWN);

	test('are many, of every category, with an id each', () => {
		expect(cases.length).toBeGreaterThanOrEqual(150);
		expect(new Set(cases.map(({id}) => id)).size).toBe(cases.length);
		expect(new Set(cases.map(({expect: expected}) => expected.get('category')))).toEqual(
			new Set(Object.keys(CATEGORIES)),
		);
	});

	test('come out as labelled, each in every field', () => {
		const {confusions, wronglySuppressed} = evaluate(cases, classify);
		expect(confusions).toEqual([]);
		expect(wronglySuppressed).toEqual([]);
	});
});

describe.skipIf(!existsSync(SHARED))('the shared corpus', () => {
	test('comes out as labelled', () => holdToThresholds(evaluate(read(SHARED), classify)));
});
