/** Compares two pictures of one state in the browser that drew them. */
import { readFile, writeFile } from 'node:fs/promises';

/** Maximum difference of one channel of a pixel, 0 to 255, at which the pixel still counts as equal. */
const tolerance = 8;

/**
 * The share of pixels that differ between two PNG files, 0 to 1. If the sizes differ, all pixels outside the common
 * part count. Writes the second picture to `to`, faint, with the differing pixels in red.
 */
export async function compare(page, before, after, to) {
  const address = async (file) => `data:image/png;base64,${(await readFile(file)).toString('base64')}`;
  const { share, picture } = await page.evaluate(differences, {
    before: await address(before),
    after: await address(after),
    tolerance,
  });
  await writeFile(to, Buffer.from(picture.split(',')[1], 'base64'));
  return share;
}

/** Runs in the page. */
async function differences({ before, after, tolerance }) {
  const load = async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
  const images = [await load(before), await load(after)];
  const width = Math.max(...images.map((image) => image.width));
  const height = Math.max(...images.map((image) => image.height));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [one, other] = images.map((image) => {
    context.clearRect(0, 0, width, height);
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height);
  });
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const differs = [0, 1, 2, 3].some(
      (channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) > tolerance,
    );
    if (differs) count += 1;
    for (const channel of [0, 1, 2]) {
      const faint = 255 - (255 - other.data[at + channel]) / 4;
      other.data[at + channel] = differs ? (channel === 0 ? 220 : 0) : faint;
    }
  }
  context.putImageData(other, 0, 0);
  return { share: count / (width * height), picture: canvas.toDataURL() };
}
