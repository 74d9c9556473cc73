import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {providerOf} from '#shared/insight/providers.ts';
import {reputationOf} from '#shared/insight/rates.ts';
import {standingsOf, THRESHOLDS} from '#shared/insight/thresholds.ts';
import type {Counters, Dimension, Metric} from '#shared/model/reputation.ts';

function standings(
	dimension: Dimension,
	value: string,
	counts: readonly (readonly [Metric, number])[],
	more: Partial<Counters> = {},
) {
	const reputation = reputationOf({dimension, value, counts: new Map(counts), ...more});
	return new Map(standingsOf(reputation).map((standing) => [standing.threshold.id, standing]));
}
const statuses = (...given: Parameters<typeof standings>) =>
	Object.fromEntries([...standings(...given)].map(([id, {status}]) => [id, status]));

describe('standing against the thresholds', () => {
	it('of SES: review at 5 % bounces, pause at 10 %, 0.1 % and 0.5 % complaints', () => {
		const at = (dead: number, complained: number) =>
			statuses('esp', 'ses', [
				['delivered', 100_000 - dead],
				['bounced.recipient-unknown', dead],
				['complained', complained],
			]);
		expect(at(1900, 40)).toEqual({
			'ses-bounce-review': 'fine',
			'ses-bounce-pause': 'fine',
			'ses-complaint-review': 'fine',
			'ses-complaint-pause': 'fine',
		});
		expect(at(2000, 60)).toMatchObject({'ses-bounce-review': 'near', 'ses-complaint-review': 'near'});
		expect(at(5000, 100)).toEqual({
			'ses-bounce-review': 'over',
			'ses-bounce-pause': 'near',
			'ses-complaint-review': 'over',
			'ses-complaint-pause': 'near',
		});
		expect(at(10_000, 500)).toMatchObject({'ses-bounce-pause': 'over', 'ses-complaint-pause': 'over'});
	});

	it('of an ESP looks at its own thresholds only, of a sender at those of mailbox providers', () => {
		expect([...standings('esp', 'postmark', []).keys()]).toEqual(['postmark-bounce', 'postmark-complaint']);
		expect([...standings('sending-ip', '203.0.113.7', []).keys()]).toEqual(['gmail-complaint', 'yahoo-complaint']);
		expect([...standings('recipient-domain', 'yahoo.co.uk', []).keys()]).toEqual(['yahoo-complaint']);
		expect([...standings('recipient-domain', 'contoso.example', []).keys()]).toEqual([]);
		expect([...standings('region', 'EUR05', []).keys()]).toEqual([]);
	});

	it('is "too few to say" below the least volume, and "not available" where nobody tells complaints', () => {
		expect(statuses('esp', 'ses', [['delivered', 60]])).toMatchObject({'ses-bounce-review': 'too few to say'});
		expect(statuses('recipient-domain', 'gmail.com', [['delivered', 50_000]])).toEqual({
			'gmail-complaint': 'not available',
		});
		expect(statuses('all', 'all', [['delivered', 50_000]], {withoutFeedback: 50_000})).toMatchObject({
			'gmail-complaint': 'not available',
		});
		expect(statuses('all', 'all', [['delivered', 50_000]], {withoutFeedback: 49_500})).toMatchObject({
			'gmail-complaint': 'too few to say',
		});
	});

	it('makes the complaint rate out of those who can complain', () => {
		const counts = [
			['delivered', 10_000],
			['complained', 9],
		] as const;
		expect(statuses('all', 'all', counts)).toMatchObject({'gmail-complaint': 'fine'});
		expect(statuses('all', 'all', counts, {withoutFeedback: 7000})).toMatchObject({'gmail-complaint': 'over'});
	});

	it('says where chance could have made the difference', () => {
		const uncertain = (messages: number, dead: number) =>
			standings('esp', 'ses', [
				['delivered', messages - dead],
				['bounced.recipient-unknown', dead],
			]).get('ses-bounce-review')?.uncertain;
		expect(uncertain(100, 5)).toBe(true);
		expect(uncertain(100_000, 6000)).toBe(false);
	});

	it('never gets better when the rate rises', () => {
		const order = ['fine', 'near', 'over'];
		const at = (bad: number) =>
			[
				...standings('esp', 'ses', [
					['delivered', 100_000],
					['bounced.recipient-unknown', bad],
					['complained', bad],
				]).values(),
			].map(({status}) => order.indexOf(status));
		fc.assert(
			fc.property(fc.nat(20_000), fc.nat(20_000), (bad, more) => {
				const later = at(bad + more);
				for (const [index, status] of at(bad).entries()) expect(later[index]).toBeGreaterThanOrEqual(status);
			}),
		);
	});
});

describe('the table of thresholds', () => {
	it('has a source for each, near below over, and an id of its own', () => {
		expect(new Set(THRESHOLDS.map(({id}) => id)).size).toBe(THRESHOLDS.length);
		for (const {id, near, over, source} of THRESHOLDS) {
			expect(near < over, id).toBe(true);
			expect(source, id).toMatch(/^https:\/\//);
		}
		for (const who of ['Amazon SES', 'Postmark', 'SendGrid', 'Gmail', 'Yahoo']) {
			expect(
				THRESHOLDS.some((row) => row.who === who),
				who,
			).toBe(true);
		}
	});
});

describe('mailbox providers', () => {
	it('are known by their domains in all countries, and nobody else is taken for one', () => {
		for (const [domain, name] of [
			['gmail.com', 'Gmail'],
			['yahoo.fr', 'Yahoo'],
			['yahoo.co.uk', 'Yahoo'],
			['hotmail.com', 'Outlook.com'],
			['live.com.au', 'Outlook.com'],
		] as const) {
			expect(providerOf(domain)?.name, domain).toBe(name);
		}
		for (const domain of [
			'contoso.example',
			'live.example.com',
			'mail.gmail.com',
			'yahoo.evil-domain.example',
			'me.example',
		]) {
			expect(providerOf(domain), domain).toBeUndefined();
		}
	});
});
