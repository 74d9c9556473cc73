import type {ComponentChildren} from 'preact';
import {mayManage} from '../client/session.ts';
import {Empty} from '../ui/parts.tsx';

/** A page below the list; what changes something is for keys that may. */
export function Subpage({
	title,
	lead,
	changes = false,
	children,
}: {
	readonly title: string;
	readonly lead: string;
	readonly changes?: boolean;
	readonly children: ComponentChildren;
}) {
	return (
		<section aria-labelledby="subpage-title">
			<p class="back">
				<a href="#suppressions">Suppressions</a>
			</p>
			<h1 id="subpage-title">{title}</h1>
			<p class="lead">{lead}</p>
			{changes && !mayManage() ? (
				<div class="card">
					<Empty title="Your key may look, and not change.">
						<p>This needs a key of the role “manage”. Ask whoever runs Bounceledger for you.</p>
					</Empty>
				</div>
			) : (
				children
			)}
		</section>
	);
}
