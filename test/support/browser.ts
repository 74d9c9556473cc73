import chromium from '@sparticuz/chromium';
import {type Browser, chromium as playwright} from 'playwright-core';

/** Switches that the package sets for Lambda, and that a test of a page must not have: one process, no web security. */
const UNWANTED = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];

/** A real browser without a window, from the package registry alone. */
export async function startBrowser(): Promise<Browser> {
	const executablePath = await chromium.executablePath();
	const args = chromium.args.filter((arg) => !UNWANTED.includes(arg));
	return playwright.launch({executablePath, args, headless: true});
}
