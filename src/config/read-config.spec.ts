import { describe, expect, it } from 'vitest';
import { Config } from './config.js';
import { ConfigError, readConfig } from './read-config.js';
import { settingsOf } from './setting.decorator.js';

describe('readConfig', () => {
  it('should give defaults that validate when nothing is set', () => {
    expect(readConfig({}).port).toBe(3000);
  });

  it('should parse each kind when variables are set', () => {
    const config = readConfig({
      PORT: '0',
      CONFIDENCE_THRESHOLD: '0.25',
      RUN_JOBS: 'off',
      EXECUTION_PROVIDERS: 'webgpu, cpu',
      DATA_DIR: 'somewhere',
    });

    expect(config).toMatchObject({ port: 0, confidenceThreshold: 0.25, runJobs: false });
    expect(config.executionProviders).toEqual(['webgpu', 'cpu']);
    expect(config.dataDir).toMatch(/^(\/|[A-Z]:\\).*somewhere$/);
  });

  it('should name every bad variable at once when several are wrong', () => {
    const read = () => readConfig({ PORT: 'eighty', LOG_LEVEL: 'loud', SIGNING_SECRET: 'short' });

    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/PORT: expected integer/);
    expect(read).toThrow(/LOG_LEVEL/);
    expect(read).toThrow(/SIGNING_SECRET/);
  });

  it('should never repeat a secret value in the error when it is too short', () => {
    expect(() => readConfig({ SIGNING_SECRET: 'hunter2' })).not.toThrow(/hunter2/);
  });

  it('should declare every property of the class as a setting', () => {
    const declared = new Set(settingsOf(Config.prototype).keys());

    expect(Object.keys(new Config()).filter((property) => !declared.has(property))).toEqual([]);
  });
});
