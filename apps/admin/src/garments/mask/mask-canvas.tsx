import { Box } from '@mui/material';
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useTranslate } from 'react-admin';
import { type OverlayStyle, overlayPixels } from './mask-overlay.js';
import type { MaskPainting, MaskTool, PaintedWindow, Place } from './mask-painting.js';
import { moveByKey, placeUnder, scrollToShow } from './picture-view.js';
import { useFitScale } from './use-fit-scale.js';

/** A tool of the mask, or the hand that moves the view. */
export type EditorTool = MaskTool | 'hand';

interface Props {
  readonly painting: MaskPainting;
  /** URL of the picture under the mask. */
  readonly pictureUrl: string;
  /** What the picture shows. */
  readonly name: string;
  /** Id of the text that says how to paint with keys. */
  readonly helpId: string;
  readonly tool: EditorTool;
  /** Of the brush, in pixels of the picture. */
  readonly diameter: number;
  /** 1 shows all of the picture. */
  readonly zoom: number;
  readonly look: OverlayStyle;
  /** Another number has all of the mask drawn anew. */
  readonly redraws: number;
  /** After each stroke. */
  readonly onStroke: () => void;
}

/** The picture with its mask over it, painted on by pointer, finger, pen or keys. */
export function MaskCanvas({
  painting,
  pictureUrl,
  name,
  helpId,
  tool,
  diameter,
  zoom,
  look,
  redraws,
  onStroke,
}: Props) {
  const translate = useTranslate();
  const view = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useFitScale(view, painting) * zoom;
  const [cursor, setCursor] = useState<Place>({ x: painting.width / 2, y: painting.height / 2 });
  const [isCursorShown, showCursor] = useState(false);
  const isDrawing = useRef(false);
  const paints = tool !== 'hand';

  const draw = useCallback(
    (window: PaintedWindow) => {
      const surface = canvas.current?.getContext('2d');
      if (!surface || window.width === 0) return;
      const pixels = overlayPixels(painting, window, look);
      surface.putImageData(new ImageData(pixels, window.width), window.left, window.top);
    },
    [painting, look],
  );
  useEffect(() => {
    draw({ left: 0, top: 0, width: painting.width, height: painting.height });
  }, [draw, painting, redraws]);
  useKeptMiddle(view, scale);

  const begin = (place: Place) => {
    if (tool === 'hand') return;
    isDrawing.current = true;
    draw(painting.begin(place, tool, diameter / 2));
  };
  const extend = (place: Place) => {
    if (isDrawing.current) draw(painting.extend(place));
  };
  const end = () => {
    if (!isDrawing.current) return;
    isDrawing.current = false;
    painting.end();
    onStroke();
  };

  const placeOf = (event: { readonly clientX: number; readonly clientY: number }, target: Element): Place =>
    placeUnder(event, target.getBoundingClientRect(), painting);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    begin(placeOf(event, event.currentTarget));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.isPrimary) return;
    const target = event.currentTarget;
    setCursor(placeOf(event, target));
    showCursor(true);
    if (!paints && event.pointerType === 'mouse' && event.buttons === 1) {
      view.current?.scrollBy(-event.movementX, -event.movementY);
    }
    for (const passed of event.nativeEvent.getCoalescedEvents()) extend(placeOf(passed, target));
    extend(placeOf(event, target));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === ' ' && paints) {
      event.preventDefault();
      showCursor(true);
      if (!event.repeat) begin(cursor);
      return;
    }
    const step = event.shiftKey ? 1 : Math.max(1, diameter / 2);
    const moved = moveByKey(cursor, event.key, step, painting);
    if (!moved) return;
    event.preventDefault();
    setCursor(moved);
    showCursor(true);
    extend(moved);
    const box = view.current;
    if (!box) return;
    const margin = (diameter / 2) * scale;
    box.scrollLeft = scrollToShow(box.scrollLeft, box.clientWidth, moved.x * scale, margin);
    box.scrollTop = scrollToShow(box.scrollTop, box.clientHeight, moved.y * scale, margin);
  };

  const size = { width: painting.width * scale, height: painting.height * scale };
  const layer = { position: 'absolute', inset: 0, width: '100%', height: '100%' } as const;
  return (
    <Box
      ref={view}
      sx={{
        flex: 1,
        minHeight: 260,
        overflow: 'auto',
        display: 'grid',
        placeItems: 'safe center',
        borderRadius: 1,
        bgcolor: 'action.hover',
      }}
    >
      <Box
        tabIndex={0}
        role="application"
        aria-label={translate('mask.canvas', { name })}
        aria-describedby={helpId}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerCancel={end}
        onPointerLeave={() => showCursor(false)}
        onKeyDown={onKeyDown}
        onKeyUp={({ key }) => key === ' ' && end()}
        onFocus={({ currentTarget }) => showCursor(currentTarget.matches(':focus-visible'))}
        onBlur={() => {
          end();
          showCursor(false);
        }}
        sx={{
          ...size,
          position: 'relative',
          overflow: 'hidden',
          userSelect: 'none',
          touchAction: paints ? 'none' : 'pan-x pan-y',
          cursor: paints ? 'none' : 'grab',
        }}
      >
        <img src={pictureUrl} alt="" draggable={false} style={layer} />
        <canvas ref={canvas} width={painting.width} height={painting.height} style={layer} />
        {paints && isCursorShown && <BrushCursor at={cursor} diameter={diameter} scale={scale} />}
      </Box>
    </Box>
  );
}

/** The brush's outline in two colours, so that it is seen on every cloth. */
function BrushCursor(props: { readonly at: Place; readonly diameter: number; readonly scale: number }) {
  const { at, diameter, scale } = props;
  const side = Math.max(4, diameter * scale);
  return (
    <div
      style={{
        position: 'absolute',
        pointerEvents: 'none',
        left: at.x * scale - side / 2,
        top: at.y * scale - side / 2,
        width: side,
        height: side,
        borderRadius: '50%',
        border: '1.5px solid #fff',
        outline: '1.5px solid #000',
      }}
    />
  );
}

/** Keeps what is in the middle of the view there while the scale changes. */
function useKeptMiddle(view: { readonly current: HTMLDivElement | null }, scale: number): void {
  const last = useRef(scale);
  useLayoutEffect(() => {
    const box = view.current;
    const factor = scale / last.current;
    last.current = scale;
    if (!box || factor === 1 || !Number.isFinite(factor)) return;
    box.scrollLeft = (box.scrollLeft + box.clientWidth / 2) * factor - box.clientWidth / 2;
    box.scrollTop = (box.scrollTop + box.clientHeight / 2) * factor - box.clientHeight / 2;
  }, [view, scale]);
}
