import {describe, expect, it} from 'vitest';
import {alertMessage} from '#functions/notify/message.ts';
import {incident} from '#test/support/incidents.ts';

const textOf = (...about: Parameters<typeof alertMessage>): string => JSON.parse(alertMessage(...about).message).email;
const at = '2026-03-02T12:40:00.000Z';

/** The lines of a section, without their indent; none where the text has no such section. */
function sectionOf(text: string, title: string): string[] {
	const lines = text.split('\n');
	const start = lines.indexOf(title);
	if (start < 0) return [];
	const end = lines.findIndex((line, index) => index > start && !line.startsWith('  '));
	return lines.slice(start + 1, end).map((line) => line.slice(2));
}

const attribution = {
	at,
	verdict: 'concentrated',
	confident: 'high',
	words: 'One organization blocks you: contoso.example.',
	follows: "Talk to contoso.example's mail administrator.",
};

describe('one organization or many', () => {
	const title = 'One organization or many';

	it('is told as it was found', () => {
		expect(sectionOf(textOf(incident({attribution})), title)).toEqual([attribution.words, attribution.follows]);
	});

	it('is not decided by the looks of it where it was found to be undecided', () => {
		const words = 'Too few to say: 3 blocks.';
		const about = incident({attribution: {...attribution, verdict: 'too few to say', confident: null, words}});
		expect(sectionOf(textOf(about), title)).toEqual([words]);
	});

	it('is no question of trends and accounts', () => {
		for (const kind of ['account-ban', 'throttling', 'complaints']) {
			expect(textOf(incident({kind}))).not.toContain(title);
		}
	});
});

describe('what DNS says', () => {
	const check = (name: string, verdict: string) => ({
		check: name,
		about: '192.0.2.10',
		verdict,
		words: `${name} is ${verdict}.`,
	});
	const told = (checks: readonly object[]) => sectionOf(textOf(incident({evidence: {at, checks}})), 'What DNS says');

	it('names what is bad first, and what could not be told as such', () => {
		expect(told([check('spf', 'unknown'), check('dkim', 'good'), check('helo', 'bad')])).toEqual([
			'helo is bad.',
			'Could not be told: spf of 192.0.2.10.',
		]);
	});

	it('is one line where all is in order, and none where nothing was asked', () => {
		expect(told([check('spf', 'good')])).toHaveLength(1);
		expect(told([])).toEqual([]);
		expect(textOf(incident())).not.toContain('What DNS says');
	});
});

describe('a delisting that was noticed', () => {
	const entry = (what: string, words: string, when = at) => ({at: when, what, words});
	const told = (timeline: readonly object[], changes = {}) =>
		sectionOf(textOf(incident({timeline, ...changes})), 'Taken off the list');

	it('is told, with how long receivers may remember', () => {
		for (const changes of [{alertState: 'resolved', state: 'resolved'}, {alertState: 'reminder'}]) {
			expect(told([entry('opened', 'It opened.'), entry('delisted', 'Gone from zen.')], changes)).toEqual([
				'Gone from zen.',
				'Receivers may remember the listing for up to 24 hours.',
			]);
		}
	});

	it('is told once where its words say how long it takes', () => {
		const words = 'Gone from zen; receivers may need 24 hours.';
		expect(told([entry('delisted', words)])).toEqual([words]);
	});

	it('is old news where it was listed again since, or in an earlier episode', () => {
		expect(told([entry('delisted', 'Gone.'), entry('listed', 'Back.')])).toEqual([]);
		expect(told([entry('delisted', 'Gone.', '2026-03-01T00:00:00.000Z')])).toEqual([]);
	});
});

describe("the operator's incident", () => {
	it('says how many tenants it concerns, and which most', () => {
		const tenants = Array.from({length: 30}, (_, n) => ({tenant: `tenant-${n + 10}`, count: n + 1}));
		const text = textOf(incident({tenant: 'operator', tenants}));
		expect(text.split('\n')[0]).toContain('of 30 tenants');
		expect(text).toContain('Whose: tenant-39 (30), tenant-38 (29)');
		expect(text).toContain('and 20 more');
		const {message} = alertMessage(incident({tenant: 'operator', tenants}));
		expect(JSON.parse(message).sms).toContain(', 30 tenants');
		expect(JSON.parse(JSON.parse(message).default).incident).toMatchObject({tenantCount: 30});
	});
});

describe('what was held back', () => {
	it('is named a line each, the rest counted', () => {
		const held = {named: [incident({resource: '192.0.2.11'}), incident({kind: 'list-quality'})], more: 1};
		const lines = sectionOf(textOf(incident(), held), 'Held back until now, because of the ceiling of alerts an hour');
		expect(lines).toHaveLength(3);
		expect(lines[0]).toMatch(/^- Microsoft 365 bans the sending IP 192\.0\.2\.11/);
		expect(lines[2]).toContain('1 further alert waits');
		expect(textOf(incident())).not.toContain('Held back');
	});
});
