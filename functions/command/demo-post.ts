import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import type {EspName, EventKind} from '#shared/model/event.ts';
import {type Fact, toFact} from '#shared/model/fact.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {DevTenant} from '#shared/model/stack.ts';
import {snsKey} from './dev-keys.ts';
import type {Sample} from './samples/sample.ts';
import {asPostmark, asSendgrid, asSns, type Signed} from './sign.ts';
import {webhookUrl} from './webhook-url.ts';

/** A sample as its ESP posts it. */
export function signSample({esp, body}: Sample, tenant: DevTenant, now: Date): Signed {
	const bytes = Buffer.from(body, 'utf8');
	switch (esp) {
		case 'ses':
			return asSns(bytes, {...snsKey(now), topicArns: [tenant.ses.topicArn]}, now);
		case 'sendgrid':
			return asSendgrid(bytes, tenant.sendgrid.privateKey, now);
		case 'postmark':
			return asPostmark(bytes, tenant.postmark.username, tenant.postmark.password);
	}
}

/** What was posted, and what has to come of it. */
export interface Posted {
	readonly webhooks: ReadonlyMap<EspName, number>;
	/** Answers other than 200. */
	readonly refused: readonly string[];
	/** `<esp> <kind>` → how many. */
	readonly kinds: ReadonlyMap<`${EspName} ${EventKind}`, number>;
	/** `<esp> <reason>` → how many events gave no fact. */
	readonly ignored: ReadonlyMap<string, number>;
	readonly unusable: ReadonlyMap<EspName, readonly string[]>;
	/** The facts that must be recorded; deliveries are only counted. */
	readonly expected: readonly Fact[];
}

/** Posts the samples one after the other; the longest is posted twice, as an ESP does that missed our answer. */
export async function postSamples(
	samples: readonly Sample[],
	base: string,
	tenant: DevTenant,
	now: Date,
): Promise<Posted> {
	const webhooks = new Map<EspName, number>();
	const kinds = new Map<`${EspName} ${EventKind}`, number>();
	const ignored = new Map<string, number>();
	const unusable = new Map<EspName, string[]>();
	const refused: string[] = [];
	const expected: Fact[] = [];
	const longest = samples.reduce((one, other) => (other.body.length > one.body.length ? other : one));
	for (const [index, sample] of [...samples, longest].entries()) {
		const signed = signSample(sample, tenant, now);
		const answer = await fetch(webhookUrl(base, sample.esp, tenant.id), {
			method: 'POST',
			headers: signed.headers,
			body: Buffer.from(signed.body),
			signal: AbortSignal.timeout(30_000),
		});
		if (answer.status !== 200) refused.push(`${sample.esp} ${answer.status} ${await answer.text()}`);
		webhooks.set(sample.esp, (webhooks.get(sample.esp) ?? 0) + 1);
		if (index === samples.length) continue; // the second time: nothing new may come of it
		const normalized = ESP[sample.esp].normalize(vouchedFor({body: signed.body, headers: new Map()}));
		if (isRefusal(normalized)) throw new Error(`demo: a sample of ${sample.esp} is not of its shape`);
		for (const event of normalized.events) {
			const kind = `${sample.esp} ${event.kind}` as const;
			kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
			if (event.kind !== 'delivery') expected.push(toFact(event, tenant.id, now.toISOString(), classify));
		}
		for (const [reason, count] of normalized.ignored) {
			ignored.set(`${sample.esp} ${reason}`, (ignored.get(`${sample.esp} ${reason}`) ?? 0) + count);
		}
		unusable.set(sample.esp, [...(unusable.get(sample.esp) ?? []), ...normalized.unusable.map(({reason}) => reason)]);
	}
	return {webhooks, refused, kinds, ignored, unusable, expected};
}
