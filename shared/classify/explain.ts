import type {Response} from '#shared/model/classification.ts';
import {classifyAnew, matcher, SCAN} from './classify.ts';
import type {Layer, Rule} from './rule.ts';
import {LAYERS} from './rules/index.ts';

const WHY: Readonly<Record<Layer['basis'] | 'none', string>> = {
	text: 'its words name the reason',
	status: 'no words name a reason, the enhanced status does',
	reply: 'neither words nor status name a reason: the reply code is all there is',
	esp: "the response names no reason: the ESP's own opinion is all there is",
	none: 'there is nothing to go by',
};

/** The way to a verdict in lines for people: what was read, which rows fit and which do not hold, which won and why. */
export function explain(response: Response): string {
	const verdict = classifyAnew(response);
	const {status, reply, quotedStatus} = SCAN;
	const asked = reply !== 0 ? reply : Math.floor(status / 1_000_000) * 100;
	const found = new Set(matcher().found());
	const ranks = [matcher().ofStatus(status, asked), matcher().ofStatus(quotedStatus, asked), matcher().ofReply(asked)];
	for (const rank of ranks) found.add(rank);
	const winner = matcher().rules.findIndex(({id}) => id === verdict.rule);
	found.add(winner);
	const candidates = [...found].sort((one, other) => one - other);
	const held = candidates.filter((rank) => matcher().holds(rank, status, asked));
	const tokens = Object.entries(verdict.tokens).map(([name, value]) => `${name} ${value}`);
	return [
		`text       ${JSON.stringify(response.text ?? '')}${verdict.truncated === true ? ' (cut)' : ''}`,
		`tokens     ${tokens.join(', ') || 'none'}`,
		'candidates in the order of precedence:',
		...candidates.flatMap((rank) => line(rank, winner, held.includes(rank))),
		`decided by ${verdict.rule} (basis ${verdict.basis}): ${WHY[verdict.basis]}${verdict.basis === 'esp' ? '' : setBefore(winner, held)}`,
		`verdict    ${verdict.category} of ${verdict.source}, ${verdict.permanence}, scope ${verdict.scope}`,
		`           address: ${verdict.suppression}, alert: ${verdict.alert ?? 'none'}`,
		'',
	].join('\n');
}

function line(rank: number, winner: number, holds: boolean): string[] {
	const rule = matcher().rules[rank];
	if (rule === undefined) return [];
	const wants = holds || rank === winner ? '' : ` (does not hold: ${wantsOf(rule)})`;
	return [`  ${rank === winner ? '>' : ' '} ${layerOf(rank)}/${rule.id}: ${rule.category}${wants}`];
}

function wantsOf({status, reply, ofRecipient}: Rule): string {
	const wants = [
		status === undefined ? [] : [`it is for status ${status}`],
		reply === undefined ? [] : [`it is for reply ${reply}`],
		ofRecipient === true ? ['it is about recipients and the response may speak of the sender'] : [],
	];
	return wants.flat().join(', ');
}

function layerOf(rank: number): string {
	let rest = rank;
	for (const {name, rules} of LAYERS) {
		if (rest < rules.length) return name;
		rest -= rules.length;
	}
	return '';
}

/** Why a row won that stands below another one that holds. */
function setBefore(winner: number, held: readonly number[]): string {
	const first = held[0];
	if (first === undefined || first >= winner) return '';
	const rule = matcher().rules[first];
	if (rule?.category === 'expired') return `; it comes before ${rule.id}, for the queue quotes it from inside`;
	return `; it comes before ${rule?.id}, for the ESP's status field suppresses nobody whom the words speak free`;
}
