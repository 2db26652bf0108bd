/** A real picture, drawn here. */
export async function picture(side = 24, type = 'image/png'): Promise<Blob> {
  const canvas = new OffscreenCanvas(side, side);
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.fillStyle = '#c96f3b';
    pen.fillRect(0, 0, side, side);
  }
  return canvas.convertToBlob({ type });
}
