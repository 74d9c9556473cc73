import {describe, expect, test} from 'vitest';
import type {Json} from '#infra/local/json.ts';
import {resolve} from '#infra/local/references.ts';

const names = new Map([
	['AWS::Region', 'us-east-1'],
	['Queue', 'http://127.0.0.1:1/000000000000/Queue'],
	['Queue.Arn', 'arn:aws:sqs:us-east-1:000000000000:Queue'],
]);
const values = {
	ref: (name: string) => names.get(name),
	attribute: (resource: string, name: string) => names.get(`${resource}.${name}`),
};

describe('what a template refers to is replaced', () => {
	test.each<[string, Json, Json]>([
		['Ref', {Ref: 'Queue'}, 'http://127.0.0.1:1/000000000000/Queue'],
		['GetAtt as a list', {'Fn::GetAtt': ['Queue', 'Arn']}, 'arn:aws:sqs:us-east-1:000000000000:Queue'],
		['GetAtt as a text', {'Fn::GetAtt': 'Queue.Arn'}, 'arn:aws:sqs:us-east-1:000000000000:Queue'],
		['Join', {'Fn::Join': ['/', ['a', {Ref: 'AWS::Region'}, 'b']]}, 'a/us-east-1/b'],
		['Select', {'Fn::Select': [1, ['a', 'b']]}, 'b'],
		['Split in Select', {'Fn::Select': [5, {'Fn::Split': [':', {'Fn::GetAtt': ['Queue', 'Arn']}]}]}, 'Queue'],
		[
			'Sub',
			{'Fn::Sub': `in \${AWS::Region}: \${Queue.Arn} \${!Literal}`},
			`in us-east-1: arn:aws:sqs:us-east-1:000000000000:Queue \${Literal}`,
		],
		[
			'Sub with names of its own',
			{'Fn::Sub': [`\${Who} in \${AWS::Region}`, {Who: {Ref: 'Queue'}}]},
			'http://127.0.0.1:1/000000000000/Queue in us-east-1',
		],
		['deep inside', {a: [{b: {Ref: 'AWS::Region'}}, 7, null, false]}, {a: [{b: 'us-east-1'}, 7, null, false]}],
		['an object that only looks like a function', {Ref: 'Queue', other: 1}, {Ref: 'Queue', other: 1}],
		['NoValue', {kept: 1, left: {Ref: 'AWS::NoValue'}, list: ['a', {Ref: 'AWS::NoValue'}]}, {kept: 1, list: ['a']}],
	])('%s', (_, value, expected) => {
		expect(resolve(value, values)).toEqual(expected);
	});
});

describe('what is not understood is refused by its name', () => {
	test.each<[Json, string]>([
		[{Ref: 'Nobody'}, 'Ref Nobody'],
		[{'Fn::GetAtt': ['Queue', 'Color']}, 'Queue.Color'],
		[{'Fn::ImportValue': 'other-stack'}, 'Fn::ImportValue'],
		[{'Fn::If': ['Condition', 1, 2]}, 'Fn::If'],
		[{'Fn::Select': [7, ['a']]}, 'Fn::Select'],
		[{'Fn::Join': ['-']}, 'Fn::Join'],
	])('%j', (value, named) => {
		expect(() => resolve(value, values)).toThrow(
			expect.objectContaining({name: 'Problem', message: expect.stringContaining(named)}),
		);
	});
});
