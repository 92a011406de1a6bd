/**
 * Forms of addresses that have led people away from other programs: whatever takes an address from outside is tested with all of
 * them, in the browser and at the server. Gathered from PortSwigger's URL validation bypass cheat sheet, the open-redirect lists of
 * OWASP (Unvalidated Redirects and Forwards) and PayloadsAllTheThings, the URL Standard's own notes on special schemes, and from
 * what browsers do to a `Location`: they strip control characters and treat `\` as `/`.
 */

const HOST = 'evil.example';

/** What may stand before a host so that a browser takes it for one. */
const SLASHES = ['//', '///', '////', '/////', '\\\\', '\\/', '/\\', '/\\/', '\\/\\', '/\\\\', '\\\\\\\\', '//\\', '///\\', '\\//', '/\\/\\/'];

/** What browsers remove or decode on the way, put where a check may not look for it. */
const HIDDEN = ['\t', '\n', '\r', '\r\n', '\0', '\u0001', '\u000b', '\u000c', '\u001f', ' ', '\u00a0', '\u2028', '\u3000', '\ufeff', '\u200b', '%09', '%0a', '%0d', '%00', '%20'];

const SCHEMES = ['http:', 'https:', 'HTTP:', 'hTTps:', 'ftp:', 'ws:', 'wss:', 'file:', 'blob:', 'filesystem:', 'view-source:', 'intent:'];
const AFTER_SCHEME = ['//', '', '/', '\\\\', '///', '/\\', '\t//', '\\/'];

const SCRIPTS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\tjavascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'java\r\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript://%0aalert(1)',
  `javascript://${HOST}/%0aalert(1)`,
  'javascript:alert(1)//http://',
  '/javascript:alert(1)/../../',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data://text/html,<script>alert(1)</script>',
  'about:blank',
  'mailto:evil@evil.example',
  'tel:+1',
  'ms-word:ofe|u|https://evil.example/x',
];

/** Hosts in disguise: user names, other notations of an address, letters that become others. */
const DISGUISED = [
  'localhost@evil.example',
  'localhost:80@evil.example',
  'localhost%40evil.example',
  'localhost%2f@evil.example',
  'localhost#@evil.example',
  'localhost?@evil.example',
  'localhost\\@evil.example',
  'localhost;@evil.example',
  'localhost.evil.example',
  'evil.example#localhost',
  'evil.example?localhost',
  'evil.example/localhost',
  'evil.example%2flocalhost',
  'evil.example%00localhost',
  'evil.example:80',
  'evil.example.',
  'EVIL.EXAMPLE',
  'evil%2eexample',
  'evil。example',
  'evil．example',
  'evil｡example',
  'ｅｖｉｌ.example',
  'ⓔⓥⓘⓛ.ⓔⓧⓐⓜⓟⓛⓔ',
  'evil.example／x',
  'evil.example＼x',
  'evil.ex\u00adample',
  'evil.ex\u200bample',
  'xn--evil-9na.example',
  '3232235777',
  '0xC0A80101',
  '0300.0250.1.1',
  '192.168.257',
  '[::ffff:192.168.1.1]',
  '[2001:db8::1]',
  '@evil.example',
  ':@evil.example',
  ':80@evil.example',
  'a:b@evil.example',
  'evil.example:443/',
  'evil.example\t',
  'evil\t.example',
];

/** Paths of ours, by the look of them. */
const RELATIVE = [
  `/.//${HOST}`,
  `/..//${HOST}`,
  `/./..//${HOST}`,
  `/../..//${HOST}`,
  `/members/..//${HOST}`,
  `/members/../..//${HOST}`,
  `/members/./..//${HOST}`,
  `/%2e//${HOST}`,
  `/%2e%2e//${HOST}`,
  `/%2E%2E//${HOST}`,
  `/.%2e//${HOST}`,
  `/%2e.//${HOST}`,
  `/members/%2e%2e//${HOST}`,
  `/.\\/${HOST}`,
  `/..\\/${HOST}`,
  `/.\\\\${HOST}`,
  `/members/..\\\\${HOST}`,
  `/\t/..//${HOST}`,
  `.//${HOST}`,
  `..//${HOST}`,
  `./..//${HOST}`,
  `//${HOST}/..`,
  `//${HOST}/%2f..`,
  `//${HOST}/%2e%2e`,
  `//${HOST}//..`,
  `///${HOST}/..`,
  `///${HOST}/%2f..`,
  `////${HOST}/%2e%2e%2f`,
  `//;@${HOST}`,
  `//.${HOST}`,
  `///;@${HOST}`,
  `?next=//${HOST}`,
  `#//${HOST}`,
  `;//${HOST}`,
  `@${HOST}`,
  `:${HOST}`,
  `.${HOST}`,
  `-${HOST}`,
  `${HOST}`,
  `${HOST}/x`,
  `${HOST}:80`,
  '//',
  '///',
  '\\\\',
  '//%5c',
  'http://',
  'https:///',
  'http:',
];

/** All forms, each once: more than 200. Of an absolute one, nothing may be followed; of a relative one, only what stays. */
export const FOREIGN_ADDRESSES: readonly string[] = [
  ...new Set([
    ...SLASHES.flatMap((slashes) => [slashes + HOST, `${slashes}${HOST}/members`]),
    ...HIDDEN.flatMap((hidden) => [`${hidden}//${HOST}`, `/${hidden}/${HOST}`, `//${hidden}${HOST}`, `/${hidden}\\${HOST}`, `${hidden}https://${HOST}`]),
    ...SCHEMES.flatMap((scheme) => AFTER_SCHEME.map((after) => scheme + after + HOST)),
    ...SCRIPTS,
    ...DISGUISED.flatMap((host) => [`//${host}`, `https://${host}`, `/\\${host}`]),
    ...RELATIVE,
  ]),
];

/** Addresses of ours, which have to go through as they are. */
export const OWN_ADDRESSES: readonly string[] = [
  '/',
  '/members',
  '/members/172a2270-000f-42be-9c68-c4752c23ae51',
  '/members?q=ada&sort=name',
  '/members?q=%2F%2Fevil.example',
  '/access/what-if?change=a%20b#second',
  '/a:b',
  '/a@b',
  '/a//b',
  '/members?next=https://evil.example',
  '/m%C3%BCnchen',
];
