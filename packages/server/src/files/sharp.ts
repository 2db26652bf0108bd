/** The library that draws pictures: 9 MB that a server needs once somebody sends one. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp');
  // Pictures are seen once; libvips would keep 50 MB of them.
  sharp.cache(false);
  return sharp;
}
