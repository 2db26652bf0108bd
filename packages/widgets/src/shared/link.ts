/** A secure link in the page's own address: `#` and a signed token, whatever a mail program has put behind it. */
export const linkInAddress = () => /^#(eyJ[\w-]+\.[\w-]+\.[\w-]+)/.exec(location.hash)?.[1];

/** Takes it out, with what follows it: it is a secret. Not by a path, which `<base>` may lead to another site. */
export const clearAddress = () => history.replaceState(history.state, '', location.href.replace(/#.*/s, ''));
