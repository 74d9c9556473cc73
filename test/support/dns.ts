import {createSocket, type Socket as UdpSocket} from 'node:dgram';
import {createServer, type Server, type Socket} from 'node:net';
import {type Answer, AUTHORITATIVE_ANSWER, decode, encode, type RecordType, TRUNCATED_RESPONSE} from 'dns-packet';

/** What the server does with a question. `garbage`: bytes that are no DNS. */
export type Odd = 'nxdomain' | 'servfail' | 'refused' | 'silent' | 'garbage';
type Kind = 'A' | 'AAAA' | 'TXT' | 'MX' | 'PTR' | 'CNAME';

/** What it knows: `{'192.0.2.1 example.com': …}` would be a zone file; here it is by name, then by type. */
export type Zone = Readonly<Record<string, Odd | Readonly<Partial<Record<Kind, readonly string[] | Odd>>>>>;

export interface DnsServer {
	/** What `DNS_SERVERS` takes. */
	readonly address: string;
	/** `TXT example.com`, in the order of the questions; over TCP `TXT example.com (TCP)`. */
	readonly asked: string[];
	/** Puts other names in place of all that it knew. */
	serve(zone: Zone): void;
	stop(): Promise<void>;
}

/** What a client takes over UDP, where it says nothing itself. */
const UDP_BYTES = 1232;
const CODES: Readonly<Record<string, number>> = {nxdomain: 3, servfail: 2, refused: 5};

/** A DNS server on this machine, over UDP and TCP, that answers as a test wants it. Names it does not know are NXDOMAIN. */
export async function startDns(first: Zone = {}): Promise<DnsServer> {
	let zone = new Map(Object.entries(first));
	const asked: string[] = [];

	function answer(message: Buffer, transport: 'UDP' | 'TCP'): Buffer | undefined {
		const query = decode(message);
		const question = query.questions?.[0];
		if (question === undefined) return undefined;
		const name = question.name.toLowerCase();
		asked.push(`${question.type} ${name}${transport === 'TCP' ? ' (TCP)' : ''}`);
		const known = zone.get(name);
		const of = typeof known === 'object' ? Reflect.get(known, question.type) : known;
		const odd: unknown = known === undefined ? 'nxdomain' : of;
		if (odd === 'silent') return undefined;
		if (odd === 'garbage') return Buffer.concat([message.subarray(0, 2), Buffer.from('8180ffffffff', 'hex')]);
		const code = typeof odd === 'string' ? (CODES[odd] ?? 0) : 0;
		const answers = code === 0 ? recordsOf(name, question.type, new Set()) : [];
		const reply = {type: 'response' as const, id: query.id ?? 0, questions: [question]};
		const whole = encode({...reply, flags: AUTHORITATIVE_ANSWER | code, answers});
		if (transport === 'TCP' || whole.length <= UDP_BYTES) return whole;
		return encode({...reply, flags: AUTHORITATIVE_ANSWER | TRUNCATED_RESPONSE});
	}

	/** The records of a name, and of those that its CNAMEs lead to, each once. */
	function recordsOf(name: string, type: RecordType, seen: Set<string>): Answer[] {
		const known = zone.get(name);
		if (typeof known !== 'object' || seen.has(name)) return [];
		seen.add(name);
		const texts = (kind: string): string[] => {
			const value: unknown = Reflect.get(known, kind);
			return Array.isArray(value) ? value : [];
		};
		const aliases = type === 'CNAME' ? [] : texts('CNAME');
		return [
			...aliases.flatMap((alias): Answer[] => [
				{type: 'CNAME', name, ttl: 60, data: alias},
				...recordsOf(alias, type, seen),
			]),
			...texts(type).map((text) => record(type, name, text)),
		];
	}

	const sockets = new Set<Socket>();
	const tcp = createServer((socket) => {
		sockets.add(socket);
		let kept = Buffer.alloc(0);
		socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
		socket.on('data', (data: Buffer) => {
			kept = Buffer.concat([kept, data]);
			while (kept.length >= 2 && kept.length >= 2 + kept.readUInt16BE(0)) {
				const end = 2 + kept.readUInt16BE(0);
				const reply = answer(kept.subarray(2, end), 'TCP');
				kept = kept.subarray(end);
				if (reply === undefined) continue;
				const length = Buffer.alloc(2);
				length.writeUInt16BE(reply.length);
				socket.write(Buffer.concat([length, reply]));
			}
		});
	});
	const {udp, port} = await bound(tcp);
	udp.on('message', (message, {port: from, address}) => {
		const reply = answer(message, 'UDP');
		if (reply !== undefined) udp.send(reply, from, address);
	});
	return {
		address: `127.0.0.1:${port}`,
		asked,
		serve: (next) => {
			zone = new Map(Object.entries(next));
		},
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await Promise.all([
				new Promise<void>((resolve) => udp.close(resolve)),
				new Promise<void>((resolve) => tcp.close(() => resolve())),
			]);
		},
	};
}

/** Listens for TCP at a port that is free for UDP too: what is free for one may be taken for the other. */
async function bound(tcp: Server): Promise<{readonly udp: UdpSocket; readonly port: number}> {
	for (let attempt = 1; attempt <= 20; attempt += 1) {
		const udp = createSocket('udp4');
		await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
		const {port} = udp.address();
		const listens = await new Promise<boolean>((resolve) => {
			tcp.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
		});
		if (listens) return {udp, port};
		await new Promise<void>((resolve) => udp.close(resolve));
	}
	throw new Error('no port is free for UDP and TCP');
}

/** Strings of a TXT record are at most 255 bytes long: a longer text is several. */
function record(type: RecordType, name: string, text: string): Answer {
	const common = {name, ttl: 60};
	switch (type) {
		case 'TXT':
			return {...common, type, data: text.match(/[\s\S]{1,255}/g) ?? ['']};
		case 'MX': {
			const [preference = '0', exchange = ''] = text.split(' ');
			return {...common, type, data: {preference: Number(preference), exchange}};
		}
		case 'A':
		case 'AAAA':
		case 'PTR':
		case 'CNAME':
			return {...common, type, data: text};
		default:
			throw new Error(`the DNS server of the tests has no ${type}`);
	}
}
