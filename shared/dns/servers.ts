/** The first of the root servers: https://www.iana.org/domains/root/servers */
export const WITNESS = 'a.root-servers.net';

/** Reads the variable `DNS_SERVERS`: addresses with or without a port, parted by commas. Empty where it is not set. */
export function dnsServers(text: string | undefined): readonly string[] {
	return (text ?? '')
		.split(',')
		.map((server) => server.trim())
		.filter((server) => server !== '');
}
