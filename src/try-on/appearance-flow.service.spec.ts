import { beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../access/request-context.js';
import type { Garment } from '../catalog/garment.entity.js';
import type { GarmentService, ReadyGarment } from '../catalog/garment.service.js';
import type { AppearanceFlow } from '../inference/appearance-flow.js';
import { InferenceBusyError } from '../inference/inference-busy-error.js';
import type { InferenceProvider } from '../inference/inference-provider.js';
import type { PersonPhotoService, TryOnPerson } from '../persons/person-photo.service.js';
import { BlobNotFoundError } from '../storage/blob-store.js';
import { AppearanceFlowService } from './appearance-flow.service.js';
import type { TryOn } from './try-on.entity.js';
import type { TryOnRepository } from './try-on.repository.js';
import type { TryOnRunner } from './try-on.runner.js';

const CTX = { channel: { id: 'channel' } } as RequestContext;
const FLOW = { modelDigest: 'model-2' } as AppearanceFlow;
const PERSON = { id: 'person', photoBlob: 'photo' } as unknown as TryOnPerson;
const GARMENT = { id: 'garment', cutoutBlob: 'cutout', cutoutDigest: 'digest' } as unknown as ReadyGarment;

describe('AppearanceFlowService', () => {
  let person: Awaited<ReturnType<PersonPhotoService['findForTryOn']>>;
  let garment: Awaited<ReturnType<GarmentService['findReady']>>;
  let row: Partial<TryOn> | null;
  let compute: () => Promise<AppearanceFlow>;
  let computed: number;
  let digestNow: string;
  let asked: unknown[];

  beforeEach(() => {
    person = PERSON;
    garment = GARMENT;
    row = null;
    computed = 0;
    digestNow = 'digest';
    asked = [];
    compute = () => Promise.resolve(FLOW);
  });

  const service = (): AppearanceFlowService => {
    const runner: Pick<TryOnRunner, 'keyOf' | 'read'> = {
      keyOf: (_work, modelDigest = 'model-1') => `key of ${modelDigest}`,
      read: () => Promise.resolve({} as Awaited<ReturnType<TryOnRunner['read']>>),
    };
    const tryOns: Pick<TryOnRepository, 'findByKey'> = {
      findByKey: (...key) => {
        asked.push(key);
        return Promise.resolve(row as TryOn | null);
      },
    };
    const garments: Pick<GarmentService, 'findReady' | 'find'> = {
      findReady: () => Promise.resolve(garment),
      find: () => Promise.resolve({ id: 'garment', cutoutDigest: digestNow } as Garment),
    };
    const persons: Pick<PersonPhotoService, 'findForTryOn'> = {
      findForTryOn: (owner) => {
        asked.push(owner);
        return Promise.resolve(person);
      },
    };
    const inference: Pick<InferenceProvider, 'appearanceFlow'> = {
      appearanceFlow: () => {
        computed++;
        return compute();
      },
    };
    return new AppearanceFlowService(
      runner as TryOnRunner,
      tryOns as TryOnRepository,
      garments as GarmentService,
      persons as PersonPhotoService,
      inference as InferenceProvider,
    );
  };

  it('should answer the flow with the try-on that the same model made, asking for sample people only', async () => {
    row = { id: 'result', state: 'COMPLETED' };

    const outcome = await service().find(CTX, 'garment', 'person');

    expect(outcome).toMatchObject({ kind: 'FOUND', flow: FLOW, tryOn: { id: 'result' } });
    expect(asked).toEqual([{ channelId: 'channel' }, ['channel', 'key of model-2']]);
  });

  it('should answer the flow without a try-on when the picture was withheld', async () => {
    row = { id: 'result', state: 'LOW_CONFIDENCE' };

    expect(await service().find(CTX, 'garment', 'person')).toMatchObject({ kind: 'FOUND', tryOn: null });
  });

  it('should compute once when equal requests come together', async () => {
    const flows = service();

    await Promise.all([flows.find(CTX, 'garment', 'person'), flows.find(CTX, 'garment', 'person')]);

    expect(computed).toBe(1);
  });

  it.each([
    ['the garment is unknown', () => (garment = 'NOT_FOUND'), 'GARMENT_NOT_FOUND'],
    ['the person is unknown', () => (person = 'NOT_FOUND'), 'SAMPLE_PERSON_NOT_FOUND'],
    ['the garment is being prepared', () => (garment = { status: 'PREPARING' }), 'GARMENT_NOT_READY'],
    ['the photo has not come', () => (person = 'AWAITING_UPLOAD'), 'SAMPLE_PERSON_NOT_READY'],
    ['the photo was refused', () => (person = { rejected: [] }), 'SAMPLE_PERSON_NOT_READY'],
  ])('should say so and compute nothing when %s', async (_case, arrange, kind) => {
    arrange();

    expect(await service().find(CTX, 'garment', 'person')).toEqual({ kind });
    expect(computed).toBe(0);
  });

  it('should say when to ask again when the queue is full', async () => {
    compute = () => Promise.reject(new InferenceBusyError(3, 450));

    expect(await service().find(CTX, 'garment', 'person')).toEqual({ kind: 'BUSY', retryAfterMs: 450 });
  });

  it('should answer no flow when the cut-out was made anew meanwhile', async () => {
    digestNow = 'another';

    expect(await service().find(CTX, 'garment', 'person')).toEqual({ kind: 'GARMENT_NOT_READY' });
  });

  it('should look again what is missing when a file was deleted meanwhile', async () => {
    compute = () => {
      person = 'NOT_FOUND';
      return Promise.reject(new BlobNotFoundError());
    };

    expect(await service().find(CTX, 'garment', 'person')).toEqual({ kind: 'SAMPLE_PERSON_NOT_FOUND' });
  });

  it('should pass on what nobody expects', async () => {
    compute = () => Promise.reject(new Error('out of memory'));

    await expect(service().find(CTX, 'garment', 'person')).rejects.toThrow('out of memory');
  });
});
