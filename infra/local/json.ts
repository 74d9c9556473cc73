import {problem} from './problem.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

type Maybe = Json | undefined;

/** @throws SyntaxError where the text is no JSON */
export function parseJson(text: string): Json {
	return JSON.parse(text);
}

/** Parses what came from outside: `undefined` where it is no JSON. */
export function tryJson(text: string): Json | undefined {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** Whether a value is an object with keys, neither a list nor null. */
export function isObject(value: Maybe): value is JsonObject {
	return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: Maybe): value is readonly Json[] {
	return Array.isArray(value);
}

function refuse(where: string, wanted: string, value: Maybe): Error {
	const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
	return problem(`${where} should be ${wanted}, but is ${found}; infra/local must learn to read it.`);
}

/**
 * Readers of one value of a template. `where` names the place for the message.
 *
 * @throws Problem where the value is of another kind
 */
export const read = {
	object: (value: Maybe, where: string): JsonObject => {
		if (!isObject(value)) throw refuse(where, 'an object', value);
		return value;
	},
	list: (value: Maybe, where: string): readonly Json[] => {
		if (!isList(value)) throw refuse(where, 'a list', value);
		return value;
	},
	text: (value: Maybe, where: string): string => {
		if (typeof value === 'string') return value;
		if (typeof value === 'number' || typeof value === 'boolean') return String(value);
		throw refuse(where, 'a text', value);
	},
	number: (value: Maybe, where: string): number => {
		const number = typeof value === 'string' && value !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isFinite(number)) throw refuse(where, 'a number', value);
		return number;
	},
};

/** The same, of a property that may be absent. */
export const readOptional = {
	object: (value: Maybe, where: string) => (value === undefined ? {} : read.object(value, where)),
	list: (value: Maybe, where: string) => (value === undefined ? [] : read.list(value, where)),
	text: (value: Maybe, where: string) => (value === undefined ? undefined : read.text(value, where)),
	number: (value: Maybe, where: string) => (value === undefined ? undefined : read.number(value, where)),
};

/** An object's entries with each value as a text: attributes as SQS and SNS take them. */
export function texts(value: Maybe, where: string): Record<string, string> {
	const entries = Object.entries(readOptional.object(value, where));
	return Object.fromEntries(
		entries.map(([key, entry]) => [key, isObject(entry) ? JSON.stringify(entry) : read.text(entry, `${where}.${key}`)]),
	);
}
