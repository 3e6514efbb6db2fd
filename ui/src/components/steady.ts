/**
 * Keeps a place as high as it has been, for as long as it is as wide. What becomes shorter by itself, such as words that
 * say "not yet shared" until they are, must not move what stands below: it would slip away from under the pointer.
 *
 * The height is kept as soon as it is reached, so that at the moment of becoming shorter nothing happens at all.
 */
export function steady(place: HTMLElement): () => void {
  let wide = 0;
  const observer = new ResizeObserver(() => {
    const { width } = place.getBoundingClientRect();
    if (Math.abs(width - wide) >= 1) place.style.minHeight = "";
    wide = width;
    place.style.minHeight = `${place.getBoundingClientRect().height}px`;
  });
  observer.observe(place);
  return () => observer.disconnect();
}
