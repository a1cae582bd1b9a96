import type { Place } from './mask-painting.js';

/** Width and height, in pixels of the picture or of the screen. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Keys that move the brush, as directions. */
const DIRECTIONS: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Screen pixels a picture pixel so that the whole picture is seen. */
export function fitScale(viewport: Size, picture: Size): number {
  return Math.min(viewport.width / picture.width, viewport.height / picture.height);
}

/**
 * The place of the picture under a point of the screen, whatever the zoom, the page's own zoom and the display's density.
 * @param box in which the picture is shown, as `getBoundingClientRect` answers it
 */
export function placeUnder(
  point: { readonly clientX: number; readonly clientY: number },
  box: Size & { readonly left: number; readonly top: number },
  picture: Size,
): Place {
  return {
    x: ((point.clientX - box.left) / box.width) * picture.width,
    y: ((point.clientY - box.top) / box.height) * picture.height,
  };
}

/** Where an arrow key moves the brush, kept inside the picture; undefined for other keys. */
export function moveByKey(place: Place, key: string, step: number, picture: Size): Place | undefined {
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  return {
    x: Math.min(picture.width, Math.max(0, place.x + direction.x * step)),
    y: Math.min(picture.height, Math.max(0, place.y + direction.y * step)),
  };
}

/** How far a view must be scrolled along one axis so that a point with a margin is inside of it. */
export function scrollToShow(scroll: number, extent: number, point: number, margin: number): number {
  if (point - margin < scroll) return Math.max(0, point - margin);
  return point + margin > scroll + extent ? point + margin - extent : scroll;
}
