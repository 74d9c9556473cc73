import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import * as z from 'zod/mini';
import {alertMessage} from '#functions/notify/message.ts';
import {anyIncident} from '#test/support/any-incident.ts';
import {incident} from '#test/support/incidents.ts';

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
const text = z.string().check(z.minLength(1));
const notificationSchema = z.strictObject({
	version: z.literal('1.0'),
	source: z.literal('custom'),
	id: text,
	content: z.strictObject({
		textType: z.literal('client-markdown'),
		title: text,
		description: text,
		nextSteps: z.array(text),
		keywords: z.array(text),
	}),
	metadata: z.strictObject({
		threadId: text,
		summary: text,
		eventType: text,
		relatedResources: z.array(text),
		enableCustomActions: z.boolean(),
	}),
});

const chatOf = (...about: Parameters<typeof alertMessage>) =>
	notificationSchema.parse(JSON.parse(alertMessage(...about).chat));

describe('the notification for a chat', () => {
	it('says what happened and what to do', () => {
		const {content, metadata} = chatOf(incident());
		expect(content.title).toBe(':red_circle: (acme) sending IP 192.0.2.10 banned by Microsoft 365');
		expect(content.description).toMatch(/^Microsoft 365 bans the sending IP 192\.0\.2\.10 of tenant acme: /);
		expect(content.description).toContain('550 5.7.606 Access denied');
		expect(content.nextSteps.length).toBeGreaterThan(2);
		expect(content.nextSteps.join('\n')).toContain('https://sender.office.com/');
		expect(metadata).toMatchObject({eventType: 'ip-ban', relatedResources: ['192.0.2.10']});
	});

	it('keeps an incident in one thread, and incidents and tenants apart', () => {
		const thread = (changes = {}) => chatOf(incident(changes)).metadata.threadId;
		expect(thread({alertState: 'resolved', alertSequence: 3})).toBe(thread());
		expect(thread({tenant: 'globex'})).not.toBe(thread());
		expect(thread({id: 'ip-ban#192.0.2.11#exchange-online'})).not.toBe(thread());
		expect(chatOf(incident({alertSequence: 2})).id).not.toBe(chatOf(incident()).id);
	});

	it('asks nobody to do anything about what is over', () => {
		const {content} = chatOf(incident({alertState: 'resolved', state: 'resolved'}));
		expect(content.nextSteps).toEqual([]);
		expect(content.title).toMatch(/^:white_check_mark: \(acme\) Over: /);
	});

	it('calls nobody and formats nothing because a response says so', () => {
		const response = '550 <!channel> *bold* `code` [link](https://evil.example) ```';
		const [before = '', quoted = '', after] = chatOf(incident({response})).content.description.split('```');
		expect(quoted).toBe("550 (!channel) *bold* 'code' [link](https://evil.example) '''");
		expect(before + after).not.toMatch(/[<>*[]/);
	});

	it('is of its form and bounded, whatever stands in the incidents', () => {
		fc.assert(
			fc.property(anyIncident, fc.array(anyIncident, {maxLength: 20}), fc.nat({max: 200}), (about, named, more) => {
				const {content, metadata} = chatOf(about, {named, more});
				expect(content.title.length).toBeLessThanOrEqual(200);
				expect(content.description.length).toBeLessThanOrEqual(2_500);
				expect(content.nextSteps.length).toBeLessThanOrEqual(7);
				for (const step of content.nextSteps) expect(step.length).toBeLessThanOrEqual(350);
				for (const word of [...content.keywords, ...metadata.relatedResources]) {
					expect(word.length).toBeLessThanOrEqual(75);
				}
			}),
			{numRuns: 100},
		);
	});
});
