import { describe, expect, it } from 'vitest';
import { SingleFlight } from './single-flight.js';

describe('SingleFlight', () => {
  it('should run equal work once when it comes together, and again when it comes later', async () => {
    const flights = new SingleFlight<number>();
    let runs = 0;
    const work = async () => {
      await Promise.resolve();
      return ++runs;
    };

    expect(await Promise.all([flights.run('a', work), flights.run('a', work)])).toEqual([1, 1]);
    expect(await flights.run('a', work)).toBe(2);
  });

  it('should keep different work apart', async () => {
    const flights = new SingleFlight<string>();

    expect(await Promise.all(['a', 'b'].map((key) => flights.run(key, () => Promise.resolve(key))))).toEqual([
      'a',
      'b',
    ]);
  });

  it('should hand a failure to everyone and forget it', async () => {
    const flights = new SingleFlight<number>();
    const fail = () => Promise.reject(new Error('no'));
    const both = [flights.run('a', fail), flights.run('a', fail)];

    await expect(both[0]).rejects.toThrow('no');
    await expect(both[1]).rejects.toThrow('no');
    expect(await flights.run('a', () => Promise.resolve(1))).toBe(1);
  });

  it('should settle when nothing runs any more, failures included', async () => {
    const flights = new SingleFlight<number>();
    const failing = flights.run('a', () => Promise.reject(new Error('no')));

    await flights.settled();

    expect(flights.has('a')).toBe(false);
    await expect(failing).rejects.toThrow('no');
  });
});
