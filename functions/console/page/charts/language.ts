/** The language of this browser, or English where its name is none that JavaScript takes. */
function language(): string {
	try {
		return Intl.getCanonicalLocales(navigator.language)[0] ?? 'en';
	} catch {
		return 'en';
	}
}

// Chromium on a Linux without a locale calls its language "en-US@posix", and uPlot formats by that name as soon as it is loaded.
Object.defineProperty(navigator, 'language', {value: language(), configurable: true});
