/** For the tests: how well one colour is read on another. */

/** What a colour looks like on the screen, as the three linear channels of sRGB. */
function channels(colour: string): number[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return [r!, g!, b!].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}
export const luminance = (colour: string) => {
  const [r, g, b] = channels(colour);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
/** As WCAG has it, from 1 to 21. */
export const contrast = (one: string, other: string) => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
};
