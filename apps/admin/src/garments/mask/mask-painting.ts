/** A place in the picture, in its pixels; (0.5, 0.5) is the middle of the first pixel. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Whole pixels of the picture, inside of it. */
export interface PaintedWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a stroke does: marks the garment, or takes the mark away. */
export type MaskTool = 'brush' | 'eraser';

/** A stroke that can be taken back: the window's levels before and after it. */
interface Step {
  readonly window: PaintedWindow;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** A stroke that is being drawn. */
interface Stroke {
  readonly tool: MaskTool;
  readonly radius: number;
  readonly before: Uint8Array;
  last: Place;
  window: PaintedWindow;
}

/** Bytes that strokes to take back may hold together; the oldest are forgotten beyond. */
const HISTORY_BYTES = 96 * 1024 * 1024;

const NOWHERE: PaintedWindow = { left: 0, top: 0, width: 0, height: 0 };

/**
 * A mask that is painted with round strokes: 255 on the garment, 0 beside it, levels between on the one pixel wide edge
 * of a stroke. Strokes can be taken back and done again.
 */
export class MaskPainting {
  private stroke: Stroke | undefined;
  private done: Step[] = [];
  private undone: Step[] = [];

  /** @param data [height, width], 0…255; painted on in place */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly data: Uint8Array,
  ) {
    if (data.length !== width * height) throw new RangeError(`${data.length} levels for ${width}×${height}`);
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Share of the picture that is marked, 0…1. */
  get coveredShare(): number {
    let covered = 0;
    for (const level of this.data) if (level >= 128) covered++;
    return covered / this.data.length;
  }

  /**
   * Begins a stroke with a dot.
   * @param radius in pixels of the picture
   * @returns what has changed
   */
  begin(place: Place, tool: MaskTool, radius: number): PaintedWindow {
    this.end();
    this.stroke = { tool, radius, before: this.data.slice(), last: place, window: NOWHERE };
    return this.extend(place);
  }

  /** Draws the stroke on to a place; does nothing when none was begun. */
  extend(place: Place): PaintedWindow {
    const { stroke } = this;
    if (!stroke) return NOWHERE;
    const window = this.drawLine(stroke, stroke.last, place);
    stroke.last = place;
    stroke.window = union(stroke.window, window);
    return window;
  }

  /** Ends the stroke, which can be taken back as a whole from then on. */
  end(): void {
    const { stroke } = this;
    this.stroke = undefined;
    if (!stroke || stroke.window.width === 0) return;
    const before = this.cut(stroke.before, stroke.window);
    const after = this.cut(this.data, stroke.window);
    if (before.every((level, i) => level === after[i])) return;
    this.done.push({ window: stroke.window, before, after });
    this.undone = [];
    this.forgetOldest();
  }

  /** Takes the last stroke back; answers what has changed. */
  undo(): PaintedWindow {
    this.end();
    const step = this.done.pop();
    if (!step) return NOWHERE;
    this.undone.push(step);
    this.put(step.window, step.before);
    return step.window;
  }

  /** Does the stroke again that was taken back last; answers what has changed. */
  redo(): PaintedWindow {
    this.end();
    const step = this.undone.pop();
    if (!step) return NOWHERE;
    this.done.push(step);
    this.put(step.window, step.after);
    return step.window;
  }

  /** A line with round ends: a pixel is covered by how far it lies inside, over one pixel at the edge. */
  private drawLine({ tool, radius }: Stroke, from: Place, to: Place): PaintedWindow {
    const window = this.clip(from, to, radius + 1);
    const along = { x: to.x - from.x, y: to.y - from.y };
    const lengthSquared = along.x ** 2 + along.y ** 2;
    for (let y = window.top; y < window.top + window.height; y++) {
      for (let x = window.left; x < window.left + window.width; x++) {
        const away = { x: x + 0.5 - from.x, y: y + 0.5 - from.y };
        const projected = lengthSquared === 0 ? 0 : (away.x * along.x + away.y * along.y) / lengthSquared;
        const share = Math.min(1, Math.max(0, projected));
        const distance = Math.hypot(away.x - share * along.x, away.y - share * along.y);
        const cover = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
        const pixel = y * this.width + x;
        const level = this.data[pixel]!;
        this.data[pixel] = tool === 'brush' ? Math.max(level, cover) : Math.min(level, 255 - cover);
      }
    }
    return window;
  }

  private clip(from: Place, to: Place, reach: number): PaintedWindow {
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
    const right = Math.min(this.width, Math.ceil(Math.max(from.x, to.x) + reach));
    const bottom = Math.min(this.height, Math.ceil(Math.max(from.y, to.y) + reach));
    if (right <= left || bottom <= top) return NOWHERE;
    return { left, top, width: right - left, height: bottom - top };
  }

  private cut(data: Uint8Array, { left, top, width, height }: PaintedWindow): Uint8Array {
    const piece = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const start = (top + y) * this.width + left;
      piece.set(data.subarray(start, start + width), y * width);
    }
    return piece;
  }

  private put({ left, top, width, height }: PaintedWindow, piece: Uint8Array): void {
    for (let y = 0; y < height; y++) {
      this.data.set(piece.subarray(y * width, (y + 1) * width), (top + y) * this.width + left);
    }
  }

  private forgetOldest(): void {
    let bytes = this.done.reduce((sum, { before, after }) => sum + before.length + after.length, 0);
    while (bytes > HISTORY_BYTES && this.done.length > 1) {
      const oldest = this.done.shift();
      bytes -= oldest ? oldest.before.length + oldest.after.length : 0;
    }
  }
}

function union(a: PaintedWindow, b: PaintedWindow): PaintedWindow {
  if (a.width === 0) return b;
  if (b.width === 0) return a;
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
}
