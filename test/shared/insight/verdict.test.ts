import {describe, expect, it} from 'vitest';
import {meaningOf, verdictOf} from '#shared/insight/verdict.ts';
import {SUPPRESSION_REASONS, type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';

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
	] as const)('%j: %s', (kept, verdict) => expect(verdictOf(kept)).toBe(verdict));

	it('a part of the mail that was not stopped may be sent', () => {
		expect(verdictOf(record({parts: ['news']}), 'news')).toBe('do not send');
		expect(verdictOf(record({parts: ['news']}), 'receipts')).toBe('send');
		expect(verdictOf(record({parts: null}), 'receipts')).toBe('do not send');
	});

	it('every reason has a sentence', () => {
		for (const reason of SUPPRESSION_REASONS) expect(meaningOf(reason)).toMatch(/^[A-Z].+\.$/);
	});
});
