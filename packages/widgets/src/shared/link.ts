/**
 * A secure link in the page's own address: `#` and a signed token, whatever a mail program has put behind it. Some programs
 * write the `#` as `%23`; and what is left of a token that was cut is a link as well, which opens nothing and is said to.
 */
const link = /(?:#|%23)(eyJ[^#]*).*/;

export const linkInAddress = () => link.exec(location.href)?.[1];

/** Takes it out, with what follows it: it is a secret. Not by a path, which `<base>` may lead to another site. */
export const clearAddress = () => history.replaceState(history.state, '', location.href.replace(link, ''));
