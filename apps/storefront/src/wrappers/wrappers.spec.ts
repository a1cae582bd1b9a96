// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, h } from 'vue';
import { TryflowButton as ReactButton } from './react.js';
import { eventOf } from './tryflow-events.js';
import { TryflowButton as VueButton } from './vue.js';

const DETAIL = { sku: 'A-1', how: 'SHARED' };

describe('wrappers', () => {
  let holder: HTMLElement;

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    holder = document.createElement('div');
    document.body.append(holder);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    holder.remove();
  });

  const element = () => holder.querySelector('tryflow-button')!;
  const fire = () => element().dispatchEvent(new CustomEvent('tryflow-share', { detail: DETAIL }));

  it('should name the event that a listener stands for', () => {
    expect(eventOf('onResult')).toBe('tryflow-result');
  });

  it('should set attributes and hear events in React, always by the latest listener', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const root = createRoot(holder);
    const show = (onShare: (detail: unknown) => void) =>
      act(() =>
        root.render(createElement(ReactButton, { sku: 'A-1', shopKey: 'tf_pk_x', onShare }, 'Wear it')),
      );

    show(first);
    show(second);
    fire();

    expect(element().getAttribute('shop-key')).toBe('tf_pk_x');
    expect(element().hasAttribute('server')).toBe(false);
    expect(element().textContent).toBe('Wear it');
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledExactlyOnceWith(DETAIL);
    act(() => root.unmount());
  });

  it('should set attributes and emit events in Vue', () => {
    const onShare = vi.fn();
    const app = createApp(() => h(VueButton, { sku: 'A-1', lang: 'de', onShare }, () => 'Anziehen'));

    app.mount(holder);
    fire();

    expect(element().getAttribute('sku')).toBe('A-1');
    expect(element().getAttribute('lang')).toBe('de');
    expect(element().textContent).toBe('Anziehen');
    expect(onShare).toHaveBeenCalledExactlyOnceWith(DETAIL);
    app.unmount();
  });
});
