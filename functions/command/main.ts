#!/usr/bin/env node
import process from 'node:process';
import {dispatch} from './dispatch.ts';

// A reader that has seen enough (`| head`) closes the pipe: that is an ordinary end.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}
process.exitCode = await dispatch(process.argv.slice(2), {
	stdin: process.stdin,
	out: process.stdout,
	err: process.stderr,
});
