/** Waits for something that happens by itself. */
export async function until(condition: () => boolean, milliseconds = 8000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`It did not happen within ${milliseconds / 1000} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
