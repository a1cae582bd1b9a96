/** What the documentation and the reader of the environment know about one setting. */
export interface SettingDescription {
  /** Name of the environment variable. */
  readonly variable: string;
  /** One sentence: what it does and what the default means. */
  readonly description: string;
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'list';
  /** Never printed: neither by `tryflow config` nor in an error message. */
  readonly secret?: boolean;
}

const settings = new Map<object, Map<string, SettingDescription>>();

/** Declares a property of the configuration class as read from an environment variable. */
export function Setting(description: SettingDescription): PropertyDecorator {
  return (target, property) => {
    const ofClass = settings.get(target) ?? new Map<string, SettingDescription>();
    ofClass.set(String(property), description);
    settings.set(target, ofClass);
  };
}

/** The declared settings of a configuration class, by property, in the order of declaration. */
export function settingsOf(prototype: object): ReadonlyMap<string, SettingDescription> {
  return settings.get(prototype) ?? new Map<string, SettingDescription>();
}
