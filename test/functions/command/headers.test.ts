import {Readable, Writable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {run} from '#functions/command/headers.ts';

async function say(input: string, ...args: string[]) {
	const written = {out: '', err: ''};
	const sink = (to: keyof typeof written) =>
		new Writable({
			write: (part, _encoding, done) => {
				written[to] += String(part);
				done();
			},
		});
	const code = await run(args, {stdin: Readable.from([Buffer.from(input)]), out: sink('out'), err: sink('err')});
	return {code, ...written};
}

const REPORT = 'X-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:5;CAT:SPM\n';

describe('bounce headers', () => {
	it('tells in words what the headers mean', async () => {
		const {code, out} = await say(REPORT);
		expect(code).toBe(0);
		expect(out).toMatch(/^Came from 192\.0\.2\.10\n! SCL=5\n {4}Suspected spam\.\n/);
	});

	it('prints one JSON object for programs', async () => {
		const {out} = await say(REPORT, '--json');
		expect(JSON.parse(out)).toMatchObject({
			connection: {ip: '192.0.2.10'},
			findings: [
				{field: 'SCL', value: '5', tone: 'bad'},
				{field: 'CAT', value: 'SPM'},
			],
		});
	});

	it('says what is wrong: nothing to read, or an argument that it does not know', async () => {
		expect(await say('Subject: hello\n')).toMatchObject({code: 2, out: ''});
		expect((await say('')).err).toContain('no anti-spam header');
		expect(await say(REPORT, '--yaml')).toMatchObject({code: 2, out: ''});
	});
});
