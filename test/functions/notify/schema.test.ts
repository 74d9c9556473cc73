import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from '@redocly/ajv/dist/2020.js';
import fc from 'fast-check';
import {beforeAll, describe, expect, it} from 'vitest';
import {showAlertSchema} from '#functions/api/show-alert-schema.ts';
import {alertMessage} from '#functions/notify/message.ts';
import {alertJsonSchema, alertSchema} from '#shared/model/alert.ts';
import {anyIncident} from '#test/support/any-incident.ts';
import {incident} from '#test/support/incidents.ts';

const published: object = JSON.parse(
	readFileSync(join(import.meta.dirname, '../../../functions/notify/alert.schema.json'), 'utf8'),
);
const validate = new Ajv2020({strict: true, allErrors: true, strictTypes: false}).compile(published);

/** What a validator of somebody else's objects to in an alert. */
function objections(json: unknown): string[] {
	validate(json);
	return (validate.errors ?? []).map(({instancePath, message}) => `${instancePath} ${message}`);
}

const jsonOf = (...about: Parameters<typeof alertMessage>): unknown =>
	JSON.parse(JSON.parse(alertMessage(...about).message).default);

describe('the published schema', () => {
	it('is the one that the messages are made by, and that the API serves without a key', async () => {
		expect(published).toEqual(alertJsonSchema());
		expect(await showAlertSchema.open?.()).toEqual(published);
	});

	it('fits every message, with whatever stands in the incidents', () => {
		fc.assert(
			fc.property(anyIncident, fc.array(anyIncident, {maxLength: 4}), fc.nat({max: 200}), (about, named, more) => {
				const json = jsonOf(about, {named, more});
				expect(objections(json)).toEqual([]);
				expect(alertSchema.safeParse(json).success).toBe(true);
			}),
			{numRuns: 100},
		);
	});

	describe('refuses', () => {
		let sound: Record<string, unknown>;
		beforeAll(() => {
			sound = Object(jsonOf(incident()));
		});

		it.each([
			['version', 1],
			['sequence', 0],
			['state', 'quiet'],
			['at', 'yesterday'],
			['severity', 'fatal'],
			['incident', {}],
			['heldBack', {named: [{}], more: 0}],
			['delistRequest', {way: 'phone'}],
		])('another %s', (field, value) => {
			expect(objections(sound)).toEqual([]);
			expect(objections({...sound, [field]: value})).not.toEqual([]);
		});
	});

	it('names all that a message says of an incident: nothing of the store comes along', () => {
		fc.assert(
			fc.property(anyIncident, (about) => {
				const json = jsonOf(about);
				expect(alertSchema.parse(json)).toEqual(json);
			}),
		);
	});

	it('lets new fields pass', () => {
		expect(objections({...Object(jsonOf(incident())), somethingNew: true})).toEqual([]);
	});
});
