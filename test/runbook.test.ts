import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Template} from 'aws-cdk-lib/assertions';
import {beforeAll, expect, it} from 'vitest';
import {synthesize} from './support/synthesize.ts';

const runbook = readFileSync(join(import.meta.dirname, '../infra/runbook.md'), 'utf8');
const sections = new Map(
	runbook
		.split(/^## /m)
		.slice(1)
		.map((section): [string, string] => {
			const [title = '', ...text] = section.split('\n');
			return [title, text.join('\n')];
		}),
);

let template: Template;
beforeAll(async () => {
	({template} = await synthesize());
});

it('has a section for every alarm, and no other', () => {
	const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
	const named = alarms.map(({Properties}) => {
		const [, section] =
			/Runbook: infra\/runbook\.md#([a-z-]+) /.exec(JSON.stringify(Properties.AlarmDescription)) ?? [];
		expect(Properties.AlarmName).toBe(`bounceledger-dev-${section}`);
		return section;
	});
	expect(named.toSorted()).toEqual([...sections.keys()].toSorted());
});

it.each([...sections])('says of %s what it means, where to look and what to do', (_, text) => {
	const [before = '', means = '', look = '', act = ''] = text.split(
		/\*\*(?:What it means|Where to look|What to do)\.\*\*/,
	);
	expect(before.trim()).toBe('');
	for (const part of [means, look, act]) expect(part.trim().length).toBeGreaterThan(40);
});

it('links to sections that there are', () => {
	for (const [, target = ''] of runbook.matchAll(/\]\(#([^)]*)\)/g)) expect([...sections.keys()]).toContain(target);
});
