import {describe, expect, test} from 'vitest';
import {classify, classifyAnew, matcher} from '#shared/classify/classify.ts';
import {parseWording} from '#shared/classify/rule.ts';
import {LAYERS, MARKS} from '#shared/classify/rules/index.ts';
import {CATEGORIES} from '#shared/model/category.ts';
import {ownWords, seenBy, spelledOut} from './support/classify/row-texts.ts';

const RULES = LAYERS.flatMap(({name, basis, rules}) => rules.map((rule) => ({name, basis, rule, id: rule.id})));

describe.each(RULES)('$name: $id', ({rule, basis}) => {
	test('decides the response in which it was seen', () => {
		const verdict = classify(seenBy(rule));
		expect(`${verdict.rule}, ${verdict.basis}`).toBe(`${rule.id}, ${basis}`);
		expect(verdict.category).toBe(rule.category);
	});

	test('leaves its near misses to another row', () => {
		for (const text of rule.not ?? []) expect(classify({text}).rule, text).not.toBe(rule.id);
	});

	test('is met by each of its wordings, and decides some text of their words alone', () => {
		const texts = (rule.words ?? []).flatMap(spelledOut);
		const unmet = texts.filter((text) => {
			classifyAnew({text});
			return !matcher()
				.found()
				.some((rank) => matcher().rules[rank]?.id === rule.id);
		});
		expect(unmet).toEqual([]);
		if (rule.words === undefined) return;
		expect(ownWords(rule)).toBeDefined();
	});

	test('has evidence, a source and one kind of condition', () => {
		expect(rule.source.trim()).not.toBe('');
		expect(rule.seen.trim() === '').toBe(rule.opinion !== undefined);
		const conditions = [rule.words, rule.status, rule.reply, rule.opinion].filter((value) => value !== undefined);
		expect(conditions.length).toBeGreaterThan(0);
	});

	test('names no address, IP or date of one message', () => {
		for (const words of rule.words ?? []) {
			expect(words).not.toMatch(/@|\d+\.\d+\.\d+\.\d+|20\d\d-\d\d/);
			expect(words).toBe(words.toLowerCase());
		}
	});
});

test('ids are unique', () => {
	const ids = RULES.map(({id}) => id);
	expect(ids).toEqual([...new Set(ids)]);
});

test('evidence uses documentation addresses only', () => {
	for (const {rule} of RULES) {
		for (const text of [rule.seen, ...(rule.not ?? [])]) {
			for (const [ip] of text.matchAll(/(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/g)) {
				expect(ip, rule.id).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113|4\.16\.55)\./);
			}
			for (const [, domain] of text.matchAll(/@([a-z0-9.-]*[a-z0-9])/gi)) {
				expect(domain, rule.id).toMatch(/(^|\.)example(\.(com|net|org))?$|microsoft\.com$|t-online\.de$/);
			}
		}
	}
});

test('no wording stands twice: the second row would never be asked', () => {
	const owners = new Map<string, string>();
	for (const {rule} of RULES) {
		for (const wording of (rule.words ?? []).map(parseWording)) {
			const key = JSON.stringify([wording, rule.status ?? '', rule.reply ?? '']);
			expect(owners.get(key) ?? rule.id, `${key} of ${rule.id}`).toBe(rule.id);
			owners.set(key, rule.id);
		}
	}
});

test('layers have different names, and rows say only what their category leaves open', () => {
	expect(LAYERS.map(({name}) => name)).toEqual([...new Set(RULES.map(({name}) => name))]);
	expect(RULES.filter(({name}) => !/^[a-z-]+$/.test(name))).toEqual([]);
	for (const {rule} of RULES) {
		const {permanence} = CATEGORIES[rule.category];
		if (rule.permanence !== undefined) expect(permanence, rule.id).toBe('as-replied');
	}
});

test.each(MARKS.filter(({list}) => list !== undefined))('$words.0 names the list $list', ({words, list, lists}) => {
	for (const word of words) {
		const {category, tokens} = classify({
			text: lists === 'ip' ? `550 blocked using ${word}` : `550 your domain is listed by ${word}`,
		});
		expect(`${category} ${tokens.blocklist}`, word).toBe(`${lists}-blocklisted ${list}`);
	}
});

test('marks say something', () => {
	for (const mark of MARKS) {
		const says = [
			mark.system,
			mark.anyExchange,
			mark.list,
			mark.permanence,
			mark.freesRecipient,
			mark.startsAnew,
		].filter((value) => value !== undefined);
		expect(says, mark.words.join()).toHaveLength(1);
		expect(mark.list === undefined).toBe(mark.lists === undefined);
	}
});
