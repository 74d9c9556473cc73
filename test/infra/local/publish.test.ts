import {expect, test} from 'vitest';
import {publishForm} from '#infra/local/publish.ts';

const form = (fields: Record<string, string>) => new URLSearchParams({Action: 'Publish', ...fields}).toString();
const messageOf = (result: ReturnType<typeof publishForm>) =>
	'form' in result ? new URLSearchParams(result.form).get('Message') : result.objection;

test('of a message in several texts, queues get their own, or else the default', () => {
	const texts = {default: 'for all', sqs: '{"for":"queues"}', sms: 'short'};
	const structured = (message: object) =>
		publishForm(form({MessageStructure: 'json', Message: JSON.stringify(message)}));
	expect(messageOf(structured(texts))).toBe('{"for":"queues"}');
	expect(messageOf(structured({default: 'for all'}))).toBe('for all');
	expect(messageOf(structured({sqs: 'no default'}))).toContain('No default entry');
});

test('a plain message goes as it is', () => {
	const plain = form({Message: '{"sqs":"as it is"}', Subject: 'Hello'});
	expect(publishForm(plain)).toEqual({form: plain});
});

test.each([['x'.repeat(101)], ['two\nlines'], ['Größe']])(
	'a subject that no e-mail can have is refused: %s',
	(Subject) => {
		expect(publishForm(form({Message: 'm', Subject}))).toEqual({objection: 'Subject'});
	},
);
