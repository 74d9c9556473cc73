import {isObject, tryJson} from './json.ts';

/**
 * What SNS does with a message before it reaches its subscribers, and fauxqs does not: it refuses a subject that no e-mail can
 * have, and of a `MessageStructure: json` gives each kind of subscriber its own text. All subscribers here are queues.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 *
 * @param body the form that the AWS client sends
 * @returns the form to hand on, or what SNS objects to
 */
export function publishForm(body: string): {readonly form: string} | {readonly objection: string} {
	const form = new URLSearchParams(body);
	if (form.get('Action') !== 'Publish') return {form: body};
	const subject = form.get('Subject');
	if (subject !== null && (subject.length > 100 || /[^\x20-\x7e]/.test(subject))) return {objection: 'Subject'};
	if (form.get('MessageStructure') !== 'json') return {form: body};
	const texts = tryJson(form.get('Message') ?? '');
	if (!isObject(texts) || typeof texts.default !== 'string') {
		return {objection: 'Message Structure - No default entry in JSON message body'};
	}
	form.set('Message', typeof texts.sqs === 'string' ? texts.sqs : texts.default);
	return {form: form.toString()};
}
