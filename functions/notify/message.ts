import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {delistRequest} from '#shared/insight/delist.ts';
import type {Incident} from '#shared/model/incident.ts';
import {alertJson} from './alert-json.ts';
import {type Attributes, attributesOf} from './attributes.ts';
import {bounded, type HeldBack} from './bounded.ts';
import {chatJson} from './chat.ts';
import {smsOf, subjectOf} from './short.ts';
import {alertText} from './text.ts';

/** What is handed to SNS. */
export interface AlertMessage {
	/** ASCII without control characters, under 100 of them. */
	readonly subject: string;
	/** A JSON object: one text for each protocol (SNS's `MessageStructure: json`), within SNS's 256 KB as a whole. */
	readonly message: string;
	/** The same for a channel of people, where the stage has one. */
	readonly chat: string;
	readonly attributes: Attributes;
}

const NOTHING_HELD: HeldBack = {named: [], more: 0};

/** An incident's newest alert, as SNS takes it, with what was held back before it. Pure. */
export function alertMessage(stored: Incident, held: HeldBack = NOTHING_HELD): AlertMessage {
	const incident = bounded(stored);
	const advice = adviceForIncident(incident);
	const delist = incident.alertState === 'resolved' ? null : delistRequest(incident);
	const json = alertJson(incident, advice, delist, held);
	return {
		subject: subjectOf(incident),
		message: JSON.stringify({
			// Queues, functions, HTTP and whoever else reads it by program; people get texts of their own.
			default: JSON.stringify(json),
			email: alertText(incident, advice, delist, json.heldBack),
			sms: smsOf(incident, advice, held.named.length + held.more),
		}),
		chat: JSON.stringify(chatJson(incident, advice, json.heldBack)),
		attributes: attributesOf(incident, held.named),
	};
}
