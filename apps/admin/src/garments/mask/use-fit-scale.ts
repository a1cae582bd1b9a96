import { useEffect, useState } from 'react';
import { fitScale, type Size } from './picture-view.js';

/** Screen pixels a picture pixel so that the whole picture is seen in the element, followed while that changes its size. */
export function useFitScale(view: { readonly current: HTMLElement | null }, { width, height }: Size): number {
  const [scale, setScale] = useState(0);
  useEffect(() => {
    const element = view.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      // Without scroll bars, which would come and go with the scale.
      const { width: outerWidth, height: outerHeight } = element.getBoundingClientRect();
      setScale(fitScale({ width: outerWidth, height: outerHeight }, { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [view, width, height]);
  return scale;
}
