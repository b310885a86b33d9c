export interface ImageName {
  /** With a tag or digest, as engines want it: without one they would pull every tag there is. */
  reference: string;
  /** Where a login is for, such as `registry.example.com:5000`. */
  registry: string;
}

const dockerHub = 'https://index.docker.io/v1/';
const longestName = 512;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host = '(?:[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?|\\[[0-9a-f:]+\\])(?::\\d{1,5})?';
/** The grammar of references. It is part of a path of the engine's API: nothing else may get there. */
const grammar = new RegExp(
  `^(?<repository>(?:(?<host>${host})/)?${component}(?:/${component})*)` +
    '(?<tag>:\\w[\\w.-]{0,127})?(?<digest>@[a-z0-9]+:[0-9a-f]{32,128})?$',
);

/** What is before the first slash is a registry when it can be a host: `localhost`, or with a dot or a port. */
function isHost(part: string): boolean {
  return part === 'localhost' || part.includes('.') || part.includes(':');
}

/** Reads `[registry/]name[:tag][@digest]`, with `latest` where there is neither tag nor digest. Undefined: it is none. */
export function parseImageName(imageUrl: string): ImageName | undefined {
  const name = imageUrl.trim().replace(/^https?:\/\//, '');
  if (name.length > longestName) return undefined;
  const groups = grammar.exec(name)?.groups;
  if (!groups) return undefined;
  const first = groups.host ?? '';
  // Without a host the first part is a name, and names have small letters only.
  if (!isHost(first) && first !== first.toLowerCase()) return undefined;
  // A digest says all; engines take no tag beside it.
  const reference = `${groups.repository}${groups.digest ?? groups.tag ?? ':latest'}`;
  return { reference, registry: isHost(first) ? first : dockerHub };
}
