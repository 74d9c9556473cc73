import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {seal, unseal} from '#shared/authenticate/seal.ts';

describe('a sealed text', () => {
	it('comes back under its own key only', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 50}), fc.string(), fc.string(), (text, key, other) => {
				const sealed = seal(text, key);
				expect(sealed).toMatch(/^[\w-]*\.[\w-]{22}$/);
				expect(unseal(sealed, key)).toBe(text);
				if (other !== key) expect(unseal(sealed, other)).toBeUndefined();
			}),
		);
	});

	it('with anything changed is none', () => {
		const sealed = seal('["suppressions:","jo@example.com"]', 'key');
		for (let at = 0; at < sealed.length; at += 1) {
			const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
			// The last letter of base64url has bits that nobody reads.
			if (at < sealed.length - 1) expect(unseal(changed, 'key'), changed).toBeUndefined();
		}
		for (const wrong of ['', '.', `${sealed}.`, `.${sealed}`, sealed.replace('.', ''), 'A'.repeat(1_000_000)]) {
			expect(unseal(wrong, 'key')).toBeUndefined();
		}
	});
});
