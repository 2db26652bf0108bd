import { css } from 'lit';

/** A style sheet that was kept as text (css-text.ts), as elements wear it. */
export const asStyles = (text: string) => css(Object.assign([text], { raw: [text] }));
