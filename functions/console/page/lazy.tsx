import type {ComponentType} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Loading, Problem} from './ui/parts.tsx';

type State<Props> = {readonly View?: ComponentType<Props>; readonly failed?: true};

/** A part of the page whose code is loaded when somebody goes there. */
export function lazily<Props extends object>(what: string, load: () => Promise<ComponentType<Props>>) {
	let loaded: ComponentType<Props> | undefined;
	return function Lazy(props: Props) {
		const [{View, failed}, setState] = useState<State<Props>>(loaded === undefined ? {} : {View: loaded});
		useEffect(() => {
			if (View !== undefined) return;
			load().then(
				(view) => {
					loaded = view;
					setState({View: view});
				},
				() => setState({failed: true}),
			);
		}, [View]);
		if (failed)
			return <Problem onAgain={() => location.reload()}>This page has changed, or the connection is lost.</Problem>;
		return View === undefined ? <Loading what={what} /> : <View {...props} />;
	};
}
