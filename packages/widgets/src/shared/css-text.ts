/** Marks a style sheet that is kept as text: for what has to be drawn before Lit is there. */
export const css = String.raw;
