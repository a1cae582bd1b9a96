import { describe, expect, it } from 'vitest';
import { Config } from '../config/config.js';
import { RetentionAdminResolver } from './retention.admin.resolver.js';

describe('RetentionAdminResolver', () => {
  it('should answer what the operator has set', () => {
    const config = Object.assign(new Config(), {
      personPhotoSeconds: 600,
      tryOnSeconds: 7_200,
      sweepGraceSeconds: 60,
    });

    expect(new RetentionAdminResolver(config).retention()).toEqual({
      personPhotoSeconds: 600,
      tryOnSeconds: 7_200,
      deletionReceiptSeconds: null,
      expiryReceiptSeconds: 31 * 24 * 3_600,
      strayFileSeconds: 60,
    });
  });
});
