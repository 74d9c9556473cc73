import {describe, expect, it} from 'vitest';
import {meaningOf, verdictOf} from '#shared/insight/verdict.ts';
import {SUPPRESSION_REASONS, type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import {SETTINGS} from '#test/support/events.ts';

const record = (some: Partial<SuppressionRecord>): SuppressionRecord =>
	suppressionSchema.parse({
		tenant: 'acme',
		recipient: 'jo@example.com',
		status: 'active',
		reason: 'recipient-unknown',
		parts: null,
		firstSeenAt: '2026-03-02T12:00:00.000Z',
		lastSeenAt: '2026-03-02T12:00:00.000Z',
		count: 1,
		countedAt: [],
		response: null,
		rule: null,
		esp: 'ses',
		heldByEsp: false,
		version: 1,
		...some,
	});

describe('may this address be mailed', () => {
	it.each([
		[undefined, 'send'],
		[record({}), 'do not send'],
		[record({status: 'watching'}), 'risky'],
		[record({status: 'released'}), 'send'],
		[record({parts: ['news']}), 'do not send'],
	] as const)('%j: %s', (kept, verdict) => expect(verdictOf(kept, {}, SETTINGS)).toBe(verdict));

	it('a part of the mail that was not stopped may be sent', () => {
		expect(verdictOf(record({parts: ['news']}), {part: 'news'}, SETTINGS)).toBe('do not send');
		expect(verdictOf(record({parts: ['news']}), {part: 'receipts'}, SETTINGS)).toBe('send');
		expect(verdictOf(record({parts: null}), {part: 'receipts'}, SETTINGS)).toBe('do not send');
	});

	it('a complaint or unsubscribe stops receipts too where the tenant says so, and a bounce always does', () => {
		const mail = {scope: 'transactional'} as const;
		const some = {...SETTINGS, complaintStopsTransactional: true, unsubscribeStopsTransactional: false};
		expect(verdictOf(record({reason: 'complaint'}), mail, some)).toBe('do not send');
		expect(verdictOf(record({reason: 'unsubscribe'}), mail, some)).toBe('send');
		expect(verdictOf(record({reason: 'unsubscribe', count: 2}), mail, some)).toBe('risky');
		expect(verdictOf(record({reason: 'unsubscribe'}), {scope: 'marketing'}, some)).toBe('do not send');
		expect(verdictOf(record({reason: 'recipient-unknown'}), mail, some)).toBe('do not send');
		expect(verdictOf(record({reason: 'complaint'}), mail, {...some, complaintStopsTransactional: false})).toBe('send');
	});

	it('every reason has a sentence', () => {
		for (const reason of SUPPRESSION_REASONS) expect(meaningOf(reason)).toMatch(/^[A-Z].+\.$/);
	});
});
