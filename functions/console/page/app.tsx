import {useEffect, useRef, useState} from 'preact/hooks';
import {keyAnswer} from '#functions/api/answers/key.ts';
import {ask, isFailure} from './client/ask.ts';
import {readKey} from './client/key.ts';
import {type Place, placeOf} from './client/route.ts';
import {onSession, readSession, type Session, signedIn, signOut} from './client/session.ts';
import {SignIn} from './sign-in.tsx';
import {Loading, Problem} from './ui/parts.tsx';
import {NAVIGATION, VIEWS} from './views.tsx';

function wanted(): Place {
	const place = placeOf(location.hash);
	return VIEWS.has(place.view) ? place : placeOf('#overview');
}

/** The place in the address bar. The link that skips to the content names none. */
function usePlace(): Place {
	const [place, setPlace] = useState(wanted);
	useEffect(() => {
		const go = () => {
			if (location.hash !== '#main') setPlace(wanted());
		};
		addEventListener('hashchange', go);
		return () => removeEventListener('hashchange', go);
	}, []);
	return place;
}

function useSession(): Session {
	const [session, setSession] = useState(readSession);
	useEffect(() => onSession(setSession), []);
	return session;
}

/** A key from before the page was loaded anew is asked whose it is. */
function useKeptKey(session: Session): {readonly waiting: boolean; readonly problem: string} {
	const [problem, setProblem] = useState('');
	const key = session.who === undefined ? readKey() : null;
	useEffect(() => {
		if (key === null) return;
		ask(keyAnswer, '/v1/key').then((who) => {
			if (!isFailure(who)) signedIn(key, who);
			else if (who.status !== 401) setProblem(who.problem);
		});
	}, [key]);
	return {waiting: key !== null, problem};
}

function Bar({within, session}: {readonly within: string; readonly session: Session}) {
	const {who} = session;
	return (
		<header class="bar">
			<a class="brand" href="#overview">
				<img src="/console/icon.svg" alt="" width="22" height="22" />
				Bounceledger
			</a>
			{who === undefined ? null : (
				<div class="who">
					<span>
						{who.tenant} · {who.key}
						{who.role === 'read' ? ' (looks only)' : ''}
					</span>
					<button type="button" class="quiet" onClick={() => signOut()}>
						Sign out
					</button>
				</div>
			)}
			<nav aria-label="Pages">
				{NAVIGATION.map((name) => (
					<a key={name} href={`#${name}`} {...(name === within ? {'aria-current': 'page'} : {})}>
						{VIEWS.get(name)?.title}
					</a>
				))}
			</nav>
		</header>
	);
}

/** The whole console. */
export function App() {
	const place = usePlace();
	const session = useSession();
	const kept = useKeptKey(session);
	const [visited, setVisited] = useState<readonly string[]>([]);
	const main = useRef<HTMLElement>(null);
	const first = useRef(true);
	const view = VIEWS.get(place.view);
	const locked = view?.needsKey === true && session.who === undefined;
	useEffect(() => {
		document.title = `${view?.title ?? ''} · Bounceledger`;
		setVisited((before) => (before.includes(place.view) ? before : [...before, place.view]));
		if (first.current) {
			first.current = false;
			return;
		}
		scrollTo(0, 0);
		main.current?.focus();
	}, [place.view, place.about, view]);
	const shown = [...VIEWS].filter(
		([name, {stays, needsKey}]) =>
			name === place.view || (stays === true && visited.includes(name) && (!needsKey || session.who !== undefined)),
	);
	return (
		<>
			<a class="skip" href="#main">
				Skip to the content
			</a>
			<Bar within={view?.within ?? ''} session={session} />
			<main id="main" tabIndex={-1} ref={main}>
				{shown.map(([name, {needsKey, Content}]) => (
					<div key={`${name} ${session.who?.tenant ?? ''}`} hidden={name !== place.view}>
						{needsKey && session.who === undefined ? null : <Content place={place} />}
					</div>
				))}
				{!locked ? null : kept.problem !== '' ? (
					<Problem onAgain={() => location.reload()}>{kept.problem}</Problem>
				) : kept.waiting ? (
					<Loading what="the console" />
				) : (
					<SignIn said={session.said} />
				)}
			</main>
		</>
	);
}
