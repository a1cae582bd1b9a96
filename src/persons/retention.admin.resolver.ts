import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../access/allow.decorator.js';
import type { Retention } from '../api/admin-api.types.js';
import { Config } from '../config/config.js';
import { EXPIRED_RECEIPT_MS } from './person-deletion.service.js';

@Resolver()
export class RetentionAdminResolver {
  constructor(private readonly config: Config) {}

  @Query('retention')
  @Allow('VIEWER')
  retention(): Retention {
    const { personPhotoSeconds, tryOnSeconds, sweepGraceSeconds } = this.config;
    return {
      personPhotoSeconds,
      tryOnSeconds,
      deletionReceiptSeconds: null,
      expiryReceiptSeconds: EXPIRED_RECEIPT_MS / 1000,
      strayFileSeconds: sweepGraceSeconds,
    };
  }
}
