import type {SNSEvent, SNSMessage} from 'aws-lambda';
import {log} from '#functions/middleware/log.ts';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {ESP} from '#shared/esp/index.ts';
import {OPERATOR} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {keep, putAside} from './keep.ts';
import type {Deps} from './receive.ts';

/** An invocation by SNS, told from one over HTTP by its shape. */
export function isFromTopic(event: object): event is SNSEvent {
	if (!('Records' in event) || !Array.isArray(event.Records)) return false;
	const [first] = event.Records;
	return typeof first === 'object' && first !== null && 'Sns' in first;
}

type TopicDeps = Pick<Deps, 'now' | 'tenants' | 'queues'>;

async function one(message: SNSMessage, deps: TopicDeps): Promise<void> {
	const receivedAt = deps.now().toISOString();
	const {value: id} = await deps.tenants.byTopic.get(message.TopicArn);
	const tenant = id === undefined || id === OPERATOR ? undefined : (await deps.tenants.byId.get(id)).value;
	const drop = (reason: string) =>
		putAside([{reason, event: message}], {tenant: id ?? null, esp: 'ses', receivedAt}, deps.queues);
	if (tenant === undefined || tenant.disabled) {
		const reason = tenant === undefined ? 'topic of no tenant' : 'tenant disabled';
		log.warn('webhook-refused', {tenant: id ?? 'none', esp: 'ses', reason});
		return drop(reason);
	}
	const body = Buffer.from(JSON.stringify(message), 'utf8');
	const normalized = ESP.ses.normalize(vouchedFor({body, headers: new Map()}));
	if (isRefusal(normalized)) return drop(normalized.reason);
	await keep(normalized, {tenant: tenant.id, esp: 'ses', receivedAt}, deps.queues);
}

/**
 * SES's events by an SNS-to-Lambda subscription: the function's permission lets only chosen topics in, and the topic says
 * whose the event is.
 *
 * @throws where something is out of order: SNS tries again, for 23 days
 */
export async function fromTopic(event: SNSEvent, deps: TopicDeps): Promise<void> {
	for (const {Sns} of event.Records) await one(Sns, deps);
}
