import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {ESP} from '#shared/esp/index.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import {isRefusal} from '#shared/model/refusal.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

describe.each(ESP_NAMES)('%s', (esp) => {
	const folder = join(fixtures, esp);
	const names = readdirSync(folder).filter((name) => !name.endsWith('.expect.json'));

	it.each(names)('%s becomes the events beside it', (name) => {
		const normalized = ESP[esp].normalize(vouchedFor({body: readFileSync(join(folder, name)), headers: new Map()}));
		if (isRefusal(normalized)) throw new Error(normalized.detail);
		const expected = JSON.parse(readFileSync(join(folder, name.replace('.json', '.expect.json')), 'utf8'));
		expect(normalized.events).toEqual(expected.events);
		expect(normalized.unusable.map(({reason}) => reason)).toEqual(expected.unusable);
		expect(Object.fromEntries(normalized.ignored)).toEqual(expected.ignored);
	});
});
