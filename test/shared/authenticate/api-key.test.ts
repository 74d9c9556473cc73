import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {newApiKey, tenantOfApiKey, verifyApiKey} from '#shared/authenticate/api-key.ts';
import {hashSecret, matchesHash, newSecret} from '#shared/authenticate/secret.ts';
import {type Tenant, tenantSchema} from '#shared/model/tenant.ts';

const createdAt = '2026-03-02T12:00:00.000Z';

function tenantWith(id: string, keys: readonly {key: string; role: 'read' | 'manage'}[], disabled = false): Tenant {
	return tenantSchema.parse({
		id,
		createdAt,
		disabled,
		settings: {},
		ses: {topicArns: []},
		sendgrid: {publicKeys: []},
		postmark: {username: 'x', passwords: []},
		apiKeys: keys.map(({key, role}, index) => ({hash: hashSecret(key), createdAt, name: `key-${index}`, role})),
		version: 1,
	});
}

describe('secrets', () => {
	it('are 256 bits in base64url and never the same', () => {
		const [one, two] = [newSecret(), newSecret()];
		expect(Buffer.from(one, 'base64url')).toHaveLength(32);
		expect(one).not.toBe(two);
	});

	it('match one of the hashes that are kept, and no other text does', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (text, other) => {
				expect(matchesHash(text, [hashSecret('x'), hashSecret(text)])).toBe(true);
				expect(matchesHash(other, [hashSecret(text)])).toBe(other === text);
				expect(matchesHash(text, [])).toBe(false);
				expect(matchesHash(text, ['', 'zz', hashSecret(text).slice(2)])).toBe(false);
			}),
		);
	});
});

describe('an API key', () => {
	const acme = tenantWith('acme', []).id;
	const key = newApiKey(acme);

	it('names its tenant, whatever its secret looks like', () => {
		expect(tenantOfApiKey(key)).toBe('acme');
		expect(tenantOfApiKey('bl_acme-2_-_-_')).toBe('acme-2');
		for (const text of [
			'',
			'bl_',
			'bl_acme',
			'bl_acme_',
			'bl__x',
			'BL_acme_x',
			'bl_Acme_x',
			`bl_acme_${'x'.repeat(99)}`,
		]) {
			expect(tenantOfApiKey(text), text).toBeUndefined();
		}
	});

	it('has the role that it was given', () => {
		const reader = newApiKey(acme);
		const tenant = tenantWith('acme', [
			{key, role: 'manage'},
			{key: reader, role: 'read'},
		]);
		expect(verifyApiKey(key, tenant)).toMatchObject({name: 'key-0', role: 'manage'});
		expect(verifyApiKey(reader, tenant)).toMatchObject({name: 'key-1', role: 'read'});
	});

	it('opens nothing for nobody, for another tenant, for a disabled tenant or with one letter changed', () => {
		expect(verifyApiKey(key, undefined)).toBeUndefined();
		expect(verifyApiKey(key, tenantWith('acme', []))).toBeUndefined();
		expect(verifyApiKey(key, tenantWith('other', [{key: newApiKey(acme), role: 'manage'}]))).toBeUndefined();
		expect(verifyApiKey(key, tenantWith('acme', [{key, role: 'manage'}], true))).toBeUndefined();
		expect(verifyApiKey(`${key.slice(0, -1)}!`, tenantWith('acme', [{key, role: 'manage'}]))).toBeUndefined();
	});
});
