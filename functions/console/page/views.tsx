import type {ComponentType} from 'preact';
import type {Place} from './client/route.ts';
import {lazily} from './lazy.tsx';

export interface ViewProps {
	readonly place: Place;
}

interface View {
	readonly title: string;
	/** Which item of the navigation it belongs to. */
	readonly within: string;
	readonly needsKey: boolean;
	/** Stays as it is while somebody looks at another one. */
	readonly stays?: true;
	readonly Content: ComponentType<ViewProps>;
}

const suppressions = () => import('./suppressions/index.ts');

type Page = keyof Awaited<ReturnType<typeof suppressions>>;

/** A page about the list: their code comes together. */
const ofList = (title: string, name: Page): View => ({
	title,
	within: 'suppressions',
	needsKey: true,
	Content: lazily(title, async () => (await suppressions())[name]),
});

const incidents = () => import('./incidents/index.ts');

const ofIncidents = (title: string, name: keyof Awaited<ReturnType<typeof incidents>>): View => ({
	title,
	within: 'incidents',
	needsKey: true,
	Content: lazily('the incidents', async () => (await incidents())[name]),
});

const reputation = () => import('./reputation/index.ts');

const ofReputation = (title: string, name: keyof Awaited<ReturnType<typeof reputation>>): View => ({
	title,
	within: 'reputation',
	needsKey: true,
	Content: lazily('the reputation', async () => (await reputation())[name]),
});

/** The pages of the console by the name that stands in the address bar. */
export const VIEWS: ReadonlyMap<string, View> = new Map<string, View>([
	[
		'overview',
		{
			title: 'Overview',
			within: 'overview',
			needsKey: true,
			Content: lazily('the overview', async () => (await import('./overview/overview.tsx')).Overview),
		},
	],
	['reputation', ofReputation('Reputation', 'Reputation')],
	['value', ofReputation('Reputation', 'Value')],
	['incidents', ofIncidents('Incidents', 'Incidents')],
	['incident', ofIncidents('Incident', 'Incident')],
	[
		'check',
		{
			title: 'Check',
			within: 'check',
			needsKey: true,
			stays: true,
			Content: lazily('the form', async () => (await import('./check/check.tsx')).Check),
		},
	],
	['suppressions', ofList('Suppressions', 'List')],
	['address', ofList('Address', 'Address')],
	['add', ofList('Add', 'Add')],
	['release', ofList('Release', 'Release')],
	['undo', ofList('Undo', 'Undo')],
	['import', ofList('Import', 'Import')],
	['export', ofList('Export', 'Export')],
	[
		'explain',
		{
			title: 'Explain',
			within: 'explain',
			needsKey: false,
			stays: true,
			Content: lazily('the engine', async () => (await import('./explain/explain.tsx')).Explain),
		},
	],
	[
		'activity',
		{
			title: 'Activity',
			within: 'activity',
			needsKey: true,
			Content: lazily('the log', async () => (await import('./activity/activity.tsx')).Activity),
		},
	],
	[
		'settings',
		{
			title: 'Settings',
			within: 'settings',
			needsKey: true,
			Content: lazily('the settings', async () => (await import('./settings/settings.tsx')).Settings),
		},
	],
	[
		'docs',
		{
			title: 'API docs',
			within: 'docs',
			needsKey: false,
			Content: lazily('the documentation', async () => (await import('./docs/docs.tsx')).Docs),
		},
	],
]);

/** What the navigation shows. */
export const NAVIGATION = [
	'overview',
	'reputation',
	'incidents',
	'check',
	'suppressions',
	'explain',
	'activity',
	'settings',
	'docs',
] as const;
