export interface ImageName {
  /** With a tag or digest, as engines want it: without one they would pull every tag there is. */
  reference: string;
  /** Where a login is for, such as `registry.example.com:5000`. */
  registry: string;
}

const dockerHub = 'https://index.docker.io/v1/';

/** What is before the first slash is a registry when it can be a host: `localhost`, or with a dot or a port. */
function isHost(part: string): boolean {
  return part === 'localhost' || part.includes('.') || part.includes(':');
}

/** Reads `[registry/]name[:tag][@digest]`, with `latest` where there is neither tag nor digest. */
export function parseImageName(imageUrl: string): ImageName {
  const name = imageUrl.trim().replace(/^https?:\/\//, '');
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isComplete = name.includes('@') || name.slice(name.lastIndexOf('/') + 1).includes(':');
  return { reference: isComplete ? name : `${name}:latest`, registry: isHost(first) ? first : dockerHub };
}
