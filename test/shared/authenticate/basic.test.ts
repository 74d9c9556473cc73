import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {basicHeader, verifyBasic} from '#shared/authenticate/basic.ts';
import {hashSecret} from '#shared/authenticate/secret.ts';
import {isRefusal} from '#shared/model/refusal.ts';

const credentials = {username: 'pöst', passwordHashes: [hashSecret('new:with:colons'), hashSecret('old')]};

function verified(authorization: string | undefined) {
	const headers = new Map(authorization === undefined ? [] : [['authorization', authorization]]);
	const result = verifyBasic({body: Buffer.alloc(0), headers}, credentials);
	return isRefusal(result) ? result.reason : 'authentic';
}

describe('HTTP Basic authentication', () => {
	it('takes both passwords while one is being changed, in any spelling of the scheme', () => {
		expect(verified(basicHeader('pöst', 'new:with:colons'))).toBe('authentic');
		expect(verified(basicHeader('pöst', 'old'))).toBe('authentic');
		expect(verified(basicHeader('pöst', 'old').replace('Basic', 'BASIC '))).toBe('authentic');
	});

	it.each([
		[undefined, 'no Authorization header'],
		['', 'no Authorization header'],
		['Bearer abc', 'not HTTP Basic'],
		['Basic', 'not HTTP Basic'],
		[`Basic ${'A'.repeat(2000)}`, 'not HTTP Basic'],
		['Basic !!!', 'wrong user name or password'],
		[basicHeader('', 'old'), 'wrong user name or password'],
		[basicHeader('post', 'old'), 'wrong user name or password'],
		[basicHeader('pöst', ''), 'wrong user name or password'],
		[basicHeader('pöst', 'older'), 'wrong user name or password'],
	])('refuses %j', (header, reason) => {
		expect(verified(header)).toBe(reason);
	});

	it('opens for no other pair', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (name, password) => {
				expect(verified(basicHeader(name, password))).not.toBe('authentic');
			}),
		);
	});

	it('opens for nobody where no password is kept', () => {
		const request = {body: Buffer.alloc(0), headers: new Map([['authorization', basicHeader('', '')]])};
		for (const none of [undefined, {username: '', passwordHashes: []}]) {
			expect(verifyBasic(request, none)).toMatchObject({refused: 'not-authentic'});
		}
	});
});
