/** The files of single icons come without types. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  const node: [tag: string, attributes: Record<string, string>][];
  export default node;
}
