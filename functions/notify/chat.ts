import type {Advice} from '#shared/insight/advice.ts';
import {alertSeverity, headline} from '#shared/insight/incident-words.ts';
import type {AlertJson} from '#shared/model/alert.ts';
import type {Incident} from '#shared/model/incident.ts';
import {delistings, dnsLines} from './dns-words.ts';
import {subjectOf} from './short.ts';

/** Well within what the service and Slack's and Teams' own messages hold. */
const MAX_DESCRIPTION = 2_500;
const MAX_TITLE = 150;
const MAX_STEPS = 5;
const MAX_STEP = 350;
const MAX_KEYWORD = 75;
const MAX_RESPONSE = 400;
const MAX_HELD = 10;

const SIGNS = {critical: ':red_circle:', warning: ':warning:', info: ':white_check_mark:'} as const;

/** Text from outside as text: nobody is called, nothing is a link or bold because a response says so. */
function plain(text: string, longest: number): string {
	return cut(
		text
			.replace(/[<[]/g, '(')
			.replace(/[>\]]/g, ')')
			.replace(/[`*~|]/g, "'"),
		longest,
	);
}

/** A response word for word, where nothing is formatted. */
function fenced(text: string): string {
	const quiet = text.replaceAll('<', '(').replaceAll('>', ')').replaceAll('`', "'");
	return `\`\`\`${cut(quiet, MAX_RESPONSE)}\`\`\``;
}

function cut(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text;
}

function words(texts: readonly string[]): string[] {
	return texts.filter((text) => text.trim() !== '').map((text) => plain(text, MAX_KEYWORD));
}

function description(incident: Incident, {named, more}: AlertJson['heldBack']): string {
	const {attribution, trend, response} = incident;
	const resolved = incident.alertState === 'resolved';
	const said = [
		headline(incident),
		...(trend === undefined || resolved ? [] : [trend.words]),
		...(attribution === undefined || resolved ? [] : [attribution.words]),
		...delistings(incident),
		...(resolved ? [] : dnsLines(incident)),
	].map((line) => plain(line, MAX_STEP * 2));
	const held = named.slice(0, MAX_HELD).map((alert) => `- ${plain(alert.headline, MAX_STEP)}`);
	const rest = named.length - held.length + more;
	const heldBack =
		named.length + more === 0 ? [] : ['Held back until now:', ...held, ...(rest > 0 ? [`- and ${rest} more`] : [])];
	const text = [...said, ...heldBack].join('\n').slice(0, MAX_DESCRIPTION).toWellFormed();
	const quoted = `\n${fenced(response)}`;
	return response === '' || resolved || text.length + quoted.length > MAX_DESCRIPTION ? text : text + quoted;
}

function nextSteps({alertState}: Incident, advice: Advice): string[] {
	if (alertState === 'resolved') return [];
	const steps = advice.steps.slice(0, MAX_STEPS);
	const links = advice.links.slice(0, 2).map(({label, url}) => `${label}: ${url}`);
	return [...steps.map((step) => plain(step, MAX_STEP)), ...links.filter((link) => link.length <= MAX_STEP)];
}

/**
 * A custom notification for Amazon Q Developer in chat applications: one thread for each incident.
 *
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 *
 * @param incident bounded
 */
export function chatJson(incident: Incident, advice: Advice, held: AlertJson['heldBack']): object {
	const {tenant, id, kind, alertSequence, resource, receiver} = incident;
	const severity = alertSeverity(incident);
	return {
		version: '1.0',
		source: 'custom',
		id: `${tenant}#${id}#${alertSequence}`,
		content: {
			textType: 'client-markdown',
			title: `${SIGNS[severity]} ${plain(subjectOf(incident), MAX_TITLE)}`,
			description: description(incident, held),
			nextSteps: nextSteps(incident, advice),
			keywords: words([tenant, kind, severity, receiver]),
		},
		metadata: {
			threadId: `${tenant}#${id}`,
			summary: plain(headline(incident), MAX_STEP),
			eventType: kind,
			relatedResources: words([resource]),
			enableCustomActions: false,
		},
	};
}
