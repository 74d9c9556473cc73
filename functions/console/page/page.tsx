import {render} from 'preact';
import * as z from 'zod/mini';
import {App} from './app.tsx';

// The policy of this page lets nothing be made into code at run time.
z.config({jitless: true});

const place = document.getElementById('app');
if (place === null) throw new Error('page: no place to render to');
render(<App />, place);
