import {deepStrictEqual, match, ok, partialDeepStrictEqual, strictEqual, throws} from 'node:assert/strict';
import {readFileSync} from 'node:fs';

/**
 * What the classifier's tests use of vitest, small enough to be loaded anew for each mutant. It holds the same tests to
 * the same expectations; the first that fails is enough.
 */

export interface Test {
	readonly name: string;
	readonly run: () => unknown;
}

/** The tests that were declared, in order. */
export const tests: Test[] = [];
let within: readonly string[] = [];

const filled = (title: string, row: unknown): string =>
	title.replace(/\$(\w+)/g, (whole, key: string) =>
		typeof row === 'object' && row !== null ? String(new Map(Object.entries(row)).get(key) ?? whole) : whole,
	);
const spread = (row: unknown): unknown[] => (Array.isArray(row) ? row : [row]);

export function test(name: string, run: () => unknown): void {
	tests.push({name: [...within, name].join(' > '), run});
}
test.each =
	<Row>(rows: readonly Row[]) =>
	(title: string, run: (...row: unknown[]) => unknown) => {
		for (const [index, row] of rows.entries()) test(`${filled(title, row)} (${index})`, () => run(...spread(row)));
	};

export function describe(name: string, body: () => void): void {
	const outside = within;
	within = [...outside, name];
	body();
	within = outside;
}
describe.each =
	<Row>(rows: readonly Row[]) =>
	(title: string, body: (...row: unknown[]) => void) => {
		for (const row of rows) describe(filled(title, row), () => body(...spread(row)));
	};
/** Files outside the project are no part of this. */
describe.skipIf = (_: boolean) => () => undefined;

function matchers(value: unknown, message: string | undefined) {
	return {
		toBe: (other: unknown) => strictEqual(value, other, message),
		toEqual: (other: unknown) => deepStrictEqual(plain(value), plain(other), message),
		toStrictEqual: (other: unknown) => deepStrictEqual(value, other, message),
		toMatchObject: (other: object) => partialDeepStrictEqual(value, other, message),
		toMatch: (pattern: RegExp) => match(String(value), pattern, message),
		toContain: (part: unknown) =>
			ok(
				typeof value === 'string' ? value.includes(String(part)) : Array.isArray(value) && value.includes(part),
				message,
			),
		toHaveLength: (length: number) =>
			strictEqual(Array.isArray(value) || typeof value === 'string' ? value.length : -1, length, message),
		toMatchFileSnapshot: (file: string) => strictEqual(value, readFileSync(file, 'utf8')),
		toHaveProperty: (key: string) =>
			ok(typeof value === 'object' && value !== null && Object.hasOwn(value, key), message),
		toBeDefined: () => ok(value !== undefined, message),
		toBeUndefined: () => strictEqual(value, undefined, message),
		toBeNull: () => strictEqual(value, null, message),
		toBeGreaterThan: (other: number) => ok(Number(value) > other, message),
		toBeGreaterThanOrEqual: (other: number) => ok(Number(value) >= other, message),
		toBeLessThan: (other: number) => ok(Number(value) < other, message),
		toBeLessThanOrEqual: (other: number) => ok(Number(value) <= other, message),
		toThrow: (pattern?: RegExp | string) =>
			throws(
				() => (typeof value === 'function' ? value() : undefined),
				(fault) =>
					pattern === undefined ||
					(typeof pattern === 'string' ? String(fault).includes(pattern) : pattern.test(String(fault))),
			),
	};
}

/** `toEqual` takes a key that is undefined for one that is not there. */
const plain = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, plain(each)]])),
	);
};

function opposite<Matchers extends Readonly<Record<string, (...given: never[]) => void>>>(some: Matchers) {
	const turned = Object.entries(some).map(([name, check]) => [
		name,
		(...given: never[]) => {
			try {
				check(...given);
			} catch {
				return;
			}
			throw new Error(`expected not: ${name}`);
		},
	]);
	return Object.fromEntries(turned);
}

export function expect(value: unknown, message?: string) {
	const some = matchers(value, message);
	return {...some, not: opposite(some)};
}
