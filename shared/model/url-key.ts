import { refang } from './defang';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const WEB = /^(?:https?|ftp|wss?):/;

/** The one spelling of a URL: scheme and host in lower case, default port, credentials and fragment dropped. A text without a scheme is taken for http. */
export function canonicalUrl(text: string): string | undefined {
  const spelled = refang(text).trim();
  if (spelled === '') return undefined;
  const absolute = SCHEME.test(spelled) ? spelled : `http://${spelled}`;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  if (!WEB.test(url.protocol)) return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}
