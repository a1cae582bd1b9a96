import { describe, expect, it } from 'vitest';
import type { DeviceProvider } from './device-messages.js';
import type { DeviceStudent } from './device-student.js';
import { raceProviders } from './race-providers.js';

/** Students whose runs take as long as is said; the clock runs only while they do. */
class RaceTrack {
  readonly closed: DeviceProvider[] = [];
  private clock = 0;

  constructor(
    private readonly msOf: Readonly<Partial<Record<DeviceProvider, number>>>,
    private readonly gpuValue = 0.5,
  ) {}

  readonly now = (): number => this.clock;

  readonly open = (provider: DeviceProvider): Promise<DeviceStudent> => {
    const ms = this.msOf[provider];
    if (ms === undefined) return Promise.reject(new Error(`no ${provider}`));
    const map = Float32Array.of(provider === 'WASM' ? 0.5 : this.gpuValue, 0.5);
    const student = {
      provider,
      fitPattern: () => {
        this.clock += ms;
        return Promise.resolve({ flow: map, composition: map, rendered: map, preservation: map });
      },
      close: () => Promise.resolve(void this.closed.push(provider)),
    };
    return Promise.resolve(student as unknown as DeviceStudent);
  };
}

describe('raceProviders', () => {
  it.each([
    ['WEBGPU', { WASM: 40, WEBGPU: 9 }, 'WASM'],
    ['WASM', { WASM: 8, WEBGPU: 9 }, 'WEBGPU'],
  ] as const)(
    'should keep %s and close the other when it is the faster one',
    async (winner, times, loser) => {
      const track = new RaceTrack(times);

      const result = await raceProviders(track.open, track.now);

      expect(result.winner.provider).toBe(winner);
      expect([result.wasmMs, result.webgpuMs]).toEqual([times.WASM, times.WEBGPU]);
      expect(track.closed).toEqual([loser]);
    },
  );

  it('should run on WebAssembly when WebGPU cannot be opened', async () => {
    const track = new RaceTrack({ WASM: 40 });

    const result = await raceProviders(track.open, track.now);

    expect([result.winner.provider, result.webgpuMs]).toEqual(['WASM', undefined]);
  });

  it.each([0.53, Number.NaN])('should not trust WebGPU when it computes other values (%d)', async (value) => {
    const track = new RaceTrack({ WASM: 40, WEBGPU: 1 }, value);

    const result = await raceProviders(track.open, track.now);

    expect(result.winner.provider).toBe('WASM');
    expect(track.closed).toEqual(['WEBGPU']);
  });

  it('should fail when not even WebAssembly works', async () => {
    const track = new RaceTrack({ WEBGPU: 1 });

    await expect(raceProviders(track.open, track.now)).rejects.toThrow('no WASM');
  });
});
