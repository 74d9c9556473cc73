import {setTimeout as pause} from 'node:timers/promises';
import {alertSchema} from '#shared/model/alert.ts';
import {listUnresolved} from '#shared/store/incidents.ts';
import type {TestStack} from '#test/support/stack.ts';

/** How long all alerts of a step may take on a busy machine. */
const TOLD_MS = 60_000;

/** Until no alert is due. */
export async function published({store}: TestStack): Promise<void> {
	const until = Date.now() + TOLD_MS;
	for (;;) {
		const due = (await listUnresolved(store)).filter((one) => one.alertSequence > one.sentSequence);
		if (due.length === 0) return;
		if (Date.now() > until) throw new Error(`not told: ${due.map(({tenant, id}) => `${tenant} ${id}`).join(', ')}`);
		await pause(50);
	}
}

/** What came to the subscriber. */
export async function inbox(stack: TestStack) {
	const bodies: string[] = [];
	for (;;) {
		const taken = await stack.take(stack.info.inboxQueueUrl, 0);
		if (taken.length === 0) break;
		bodies.push(...taken);
	}
	return bodies.map((body) => alertSchema.parse(JSON.parse(JSON.parse(body).Message)));
}
