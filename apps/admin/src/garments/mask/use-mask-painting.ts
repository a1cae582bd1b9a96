import { useCallback, useEffect, useState } from 'react';
import { useNotify } from 'react-admin';
import { messageOf } from '../../api/message-of.js';
import { loadMask } from './mask-picture.js';
import type { MaskPainting } from './mask-painting.js';

/**
 * The mask at hand, undefined until it has come, and what a page has to know of it. A failure is shown as a notification.
 * @param url of the mask that painting begins with
 */
export function useMaskPainting(url: string) {
  const [painting, setPainting] = useState<MaskPainting>();
  const [state, setState] = useState({ share: 0, canUndo: false, canRedo: false });
  const [redraws, setRedraws] = useState(0);
  const notify = useNotify();

  const look = useCallback((mask: MaskPainting) => {
    const { coveredShare: share, canUndo, canRedo } = mask;
    setState({ share, canUndo, canRedo });
  }, []);

  useEffect(() => {
    let wanted = true;
    loadMask(url)
      .then((mask) => {
        if (!wanted) return;
        setPainting(mask);
        look(mask);
      })
      .catch((error: unknown) => wanted && notify(messageOf(error), { type: 'error' }));
    return () => {
      wanted = false;
    };
  }, [url, look, notify]);

  const step = useCallback(
    (direction: 'undo' | 'redo') => {
      if (!painting) return;
      painting[direction]();
      setRedraws((last) => last + 1);
      look(painting);
    },
    [painting, look],
  );
  const strokeEnded = useCallback(() => painting && look(painting), [painting, look]);
  return { painting, ...state, redraws, step, strokeEnded };
}
