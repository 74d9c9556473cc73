import {parseArgs} from 'node:util';
import {explainHeaders, type HeadersExplained} from '#shared/insight/headers.ts';
import {type Io, wrongUse} from './io.ts';

/** Largest input that is read, in characters. */
const LONGEST = 1_048_576;

const MARKS = {good: '+', neutral: ' ', bad: '!'} as const;

async function read({stdin}: Io): Promise<string> {
	let text = '';
	stdin.setEncoding('utf8');
	for await (const part of stdin) {
		text += part;
		if (text.length > LONGEST) break;
	}
	return text.slice(0, LONGEST);
}

function inWords({findings, connection}: HeadersExplained): string {
	const {ip, helo, reverseDns, country} = connection;
	const from = [ip, helo && `HELO ${helo}`, reverseDns && `reverse DNS ${reverseDns}`, country].filter(Boolean);
	const lines = findings.map(({field, value, meaning, follows, tone, about}) => {
		const head = `${MARKS[tone]} ${field}=${value}${about === undefined ? '' : ` (${about})`}`;
		return `${head}\n    ${meaning}\n    ${follows}`;
	});
	return `${[...(from.length > 0 ? [`Came from ${from.join(', ')}`] : []), ...lines].join('\n')}\n`;
}

/**
 * `headers [--json]`: reads the headers of a message from standard input and prints what its anti-spam headers mean.
 * Exit code 2 where there are none.
 */
export async function run(args: string[], io: Io): Promise<number> {
	let json = false;
	try {
		json = parseArgs({args, options: {json: {type: 'boolean'}}}).values.json === true;
	} catch (fault) {
		return wrongUse(io, fault instanceof Error ? fault.message : String(fault));
	}
	const explained = explainHeaders(await read(io));
	if (explained.findings.length === 0) {
		return wrongUse(io, 'no anti-spam header found; paste the whole header of a message that arrived at Microsoft 365');
	}
	io.out.write(json ? `${JSON.stringify(explained)}\n` : inWords(explained));
	return 0;
}
