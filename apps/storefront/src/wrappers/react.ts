import { createElement, type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { attributesOf, eventOf, type TryflowAttributes, type TryflowListeners } from './tryflow-events.js';

/** Properties of the components. */
export interface TryflowProps extends TryflowAttributes, TryflowListeners {
  readonly className?: string;
  readonly children?: ReactNode;
}

/** Properties of the button beyond those that all have. */
export interface TryflowButtonProps extends TryflowProps {
  /** The shop's privacy notice, linked where consent is asked for. */
  readonly privacyUrl?: string;
}

/** `<tryflow-button>` for React 18 and 19; children replace the label. The page loads `embed.js` itself. */
export function TryflowButton(props: TryflowButtonProps): ReactElement {
  return useTryflowElement('tryflow-button', props);
}

/** `<tryflow-thumb>` for React 18 and 19; children are the shop's own picture. */
export function TryflowThumb(props: TryflowProps): ReactElement {
  return useTryflowElement('tryflow-thumb', props);
}

function useTryflowElement(tag: string, props: TryflowButtonProps): ReactElement {
  const ref = useRef<HTMLElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const names = Object.keys(props)
    .filter((name) => /^on[A-Z]/.test(name))
    .sort()
    .join(' ');
  useEffect(() => {
    const element = ref.current;
    const stop = new AbortController();
    for (const name of names.split(' ').filter(Boolean)) {
      const tell = (event: Event) => {
        const listener = latest.current[name as keyof TryflowListeners] as
          ((detail: unknown) => void) | undefined;
        listener?.((event as CustomEvent<unknown>).detail);
      };
      element?.addEventListener(eventOf(name), tell, { signal: stop.signal });
    }
    return () => stop.abort();
  }, [names]);
  const { className, children } = props;
  return createElement(tag, { ref, class: className, ...attributesOf(props) }, children);
}
