import { defineComponent, h, type PropType } from 'vue';
import { attributesOf, type TryflowEventDetails, type TryflowEventName } from './tryflow-events.js';

const EVENTS = [
  'open',
  'consent',
  'person',
  'garment',
  'result',
  'share',
  'delete',
  'error',
  'worn',
  'close',
] as const;

/** Emits by the event's name without `tryflow-`, with the event's detail. */
type Emits = {
  [Name in TryflowEventName as Name extends `tryflow-${infer Short}` ? Short : never]: (
    detail: TryflowEventDetails[Name],
  ) => boolean;
};

const text = String as PropType<string>;

const emits = Object.fromEntries(EVENTS.map((name) => [name, () => true])) as unknown as Emits;

/** `<tryflow-button>` for Vue 3; the default slot replaces the label. The page loads `embed.js` itself. */
export const TryflowButton = wrapper('tryflow-button');

/** `<tryflow-thumb>` for Vue 3; the default slot is the shop's own picture. */
export const TryflowThumb = wrapper('tryflow-thumb');

function wrapper(tag: string) {
  return defineComponent({
    name: tag,
    props: {
      sku: { type: text, required: true },
      server: text,
      shopKey: text,
      lang: text,
      privacyUrl: text,
    },
    emits,
    setup(props, { emit, slots }) {
      const tell = emit as (name: string, detail: unknown) => void;
      const listeners = Object.fromEntries(
        EVENTS.map((name) => [
          `onTryflow-${name}`,
          (event: Event) => tell(name, (event as CustomEvent<unknown>).detail),
        ]),
      );
      return () => h(tag, { ...attributesOf(props), ...listeners }, slots.default?.());
    },
  });
}
