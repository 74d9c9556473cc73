import {parseArgs} from 'node:util';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import {unusableJson} from '#shared/esp/unusable.ts';
import {ESP_NAMES, type Event} from '#shared/model/event.ts';
import {toFact} from '#shared/model/fact.ts';
import {isTenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {failed, type Io, wrongUse} from './io.ts';

/** Largest body that is read, in bytes. */
const MAX_BYTES = 67_108_864;

async function readAll(stdin: AsyncIterable<unknown>): Promise<Uint8Array | undefined> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of stdin) {
		const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part), 'utf8');
		length += bytes.length;
		if (length > MAX_BYTES) return undefined;
		parts.push(bytes);
	}
	return Buffer.concat(parts);
}

/** A fact in the field names of the normalized form. */
function line(event: Event): string {
	const owner = 'local';
	if (!isTenantId(owner)) throw new Error('no tenant id');
	const {classification, senderIp, suppression} = toFact(event, owner, '', classify);
	return JSON.stringify({
		kind: event.kind,
		recipient: event.recipient,
		occurredAt: event.occurredAt,
		eventId: event.eventId,
		esp: event.esp,
		diagnostic: 'diagnostic' in event ? event.diagnostic : null,
		senderIp,
		category: classification?.category ?? null,
		suppression,
		classification,
		part: event.part,
	});
}

/**
 * One webhook's body on standard input (SES: the SNS envelope, or the bare event) → its facts, one line each; unusable
 * events on standard error. Exit code 2 where the body as a whole is not of the ESP's shape. No signature is checked.
 */
export async function run(args: string[], io: Io): Promise<number> {
	const {values} = parseArgs({args, options: {esp: {type: 'string'}}});
	const esp = ESP_NAMES.find((name) => name === values.esp);
	if (esp === undefined) return wrongUse(io, `name the ESP: --esp ${ESP_NAMES.join('|')}`);
	const body = await readAll(io.stdin);
	if (body === undefined) return failed(io, `the body has more than ${MAX_BYTES} bytes`);
	const normalized = ESP[esp].normalize(vouchedFor({body, headers: new Map()}));
	if (isRefusal(normalized)) return wrongUse(io, `not a webhook body of ${esp}: ${normalized.detail}`);
	for (const event of normalized.events) io.out.write(`${line(event)}\n`);
	for (const unusable of normalized.unusable) io.err.write(`${unusableJson(unusable)}\n`);
	return 0;
}
