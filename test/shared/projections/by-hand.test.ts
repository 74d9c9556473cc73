import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	SUPPRESSION_REASONS,
	SUPPRESSION_STATUSES,
	type SuppressionRecord,
	suppressionSchema,
} from '#shared/model/suppression.ts';
import {entered, freedAtEsp, released, restored, WISHES} from '#shared/projections/by-hand.ts';
import {projectSuppression} from '#shared/projections/suppression.ts';
import {address, bounce, fact, SETTINGS, tenantId} from '#test/support/events.ts';

const at = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
const record = (some: Partial<Record<keyof SuppressionRecord, unknown>> = {}): SuppressionRecord =>
	suppressionSchema.parse({
		tenant: 'acme',
		recipient: 'jo@example.com',
		status: 'active',
		reason: 'recipient-unknown',
		parts: null,
		since: at(1),
		firstSeenAt: at(0),
		lastSeenAt: at(1),
		count: 2,
		countedAt: [at(1)],
		countedBefore: [at(0)],
		response: '550 no such user',
		rule: 'some-rule',
		esp: 'ses',
		heldByEsp: true,
		version: 3,
		...some,
	});
const some = fc
	.record({
		status: fc.constantFrom(...SUPPRESSION_STATUSES),
		reason: fc.constantFrom(...SUPPRESSION_REASONS),
		parts: fc.constantFrom(null, ['news']),
		releasedAt: fc.constantFrom(undefined, at(3)),
	})
	.map(record);
const release = {at: at(9), by: 'key', why: 'the mailbox is back', including: []};
const entry = {tenant: tenantId('acme'), address: address('jo@example.com'), parts: null, at: at(9)};

describe('what is put on the list by hand', () => {
	it('is stopped afterwards, whatever was there, and once more changes nothing', () => {
		fc.assert(
			fc.property(fc.option(some, {nil: undefined}), fc.constantFrom(null, ['news'], ['offers']), (before, parts) => {
				const first = entered(before, {...entry, parts});
				const after = 'kept' in first ? before : first;
				expect(after?.status).toBe('active');
				for (const part of parts ?? []) if (after?.parts != null) expect(after.parts).toContain(part);
				if (parts === null) expect(after?.parts).toBeNull();
				expect(entered(after, {...entry, parts})).toEqual({kept: 'It is on the list already.'});
			}),
		);
	});

	it('keeps a stronger reason with its evidence, and replaces a weaker one', () => {
		const narrow = {parts: ['news']};
		expect(entered(record({...narrow, reason: 'complaint'}), entry)).toMatchObject({
			reason: 'complaint',
			rule: 'some-rule',
			since: at(1),
		});
		expect(entered(record(), entry)).toMatchObject({reason: 'manual', response: null, rule: null, since: at(1)});
		expect(entered(record({status: 'released'}), entry)).toMatchObject({reason: 'manual', since: at(9)});
	});
});

describe('a release', () => {
	it('frees what is stopped and spares what people asked for, unless it is named', () => {
		fc.assert(
			fc.property(some, (before) => {
				const wish = WISHES.some((one) => one === before.reason);
				const after = released(before, release);
				expect('kept' in after).toBe(before.status !== 'active' || wish);
				const named = released(before, {...release, including: WISHES});
				expect('kept' in named).toBe(before.status !== 'active');
			}),
		);
		expect(released(undefined, release)).toHaveProperty('kept');
	});

	it('forgives what happened until then, and not what comes after', () => {
		const free = released(record(), release);
		if ('kept' in free) expect.fail(free.kept);
		expect(projectSuppression(free, fact(bounce({occurredAt: at(8)})), SETTINGS)).toMatchObject({status: 'released'});
		expect(projectSuppression(free, fact(bounce({occurredAt: at(10)})), SETTINGS)).toMatchObject({status: 'active'});
	});

	it('is undone exactly, unless something happened since', () => {
		fc.assert(
			fc.property(some, (before) => {
				const after = released(before, {...release, including: WISHES});
				if ('kept' in after) return;
				const stored = {...after, version: before.version + 1};
				expect(restored(stored, before, stored)).toEqual({...before, version: stored.version});
				expect(restored({...stored, version: 9}, before, stored)).toHaveProperty('kept');
				expect(restored(undefined, before, stored)).toHaveProperty('kept');
			}),
		);
	});
});

it('an ESP that let the address go holds it no more', () => {
	expect(freedAtEsp(record())).toMatchObject({heldByEsp: false, status: 'active'});
	expect(freedAtEsp(record({heldByEsp: false}))).toHaveProperty('kept');
	expect(freedAtEsp(undefined)).toHaveProperty('kept');
});
