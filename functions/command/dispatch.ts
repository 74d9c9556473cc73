import process from 'node:process';
import {COMMANDS} from './commands.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {nearest} from './nearest.ts';

/** The command line's first words: the commands and what they are for. */
function help(): string {
	const width = Math.max(...COMMANDS.map(({name}) => name.length));
	const lines = COMMANDS.map(({name, summary}) => `  ${name.padEnd(width)}  ${summary}`);
	return [
		'Bounceledger: whose fault is a bounce, and may this address be mailed?',
		'',
		'npm run -s bounce -- <command> …',
		'',
		...lines,
		'',
		'npm run -s bounce -- <command> --help tells more.',
		'',
	].join('\n');
}

/** What broke, in one line. Node tells why a request failed in the error's cause only. */
function faultOf(error: Error): string {
	const {cause, message, name} = error;
	if (message === 'fetch failed' && cause instanceof Error) return `nobody answers: ${cause.message || cause.name}`;
	const [line = ''] = message.split('\n');
	return name === 'Error' ? line : `${name}: ${line}`;
}

/** Picks the command by its name and runs it. Node's own complaints about options become one line. */
export async function dispatch(args: readonly string[], io: Io): Promise<number> {
	const [name, ...rest] = args;
	if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
		io.out.write(help());
		return 0;
	}
	const command = COMMANDS.find((candidate) => candidate.name === name);
	if (command === undefined) {
		const guess = nearest(
			name,
			COMMANDS.map((candidate) => candidate.name),
		);
		return wrongUse(
			io,
			`no command "${name.slice(0, 40)}"; did you mean "${guess}"? Without a command, all are listed.`,
		);
	}
	if (rest.includes('--help') || rest.includes('-h')) {
		io.out.write(`${command.summary}\n\n${command.usage}\n`);
		return 0;
	}
	try {
		return await (await command.load()).run(rest, io);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const code = 'code' in error ? String(error.code) : '';
		if (code.startsWith('ERR_PARSE_ARGS')) return wrongUse(io, `${error.message.split('. ')[0]}. See: ${name} --help`);
		return failed(io, process.env.BOUNCE_DEBUG ? `${error.stack}` : faultOf(error));
	}
}
