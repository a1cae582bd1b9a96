import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { loadSigningSecret } from './signing-key.js';
import { SigningService } from './signing.service.js';

/** Makes the installation's signatures injectable everywhere. */
@Global()
@Module({
  providers: [
    {
      provide: SigningService,
      useFactory: async (config: Config) =>
        new SigningService(await loadSigningSecret(config.dataDir, config.signingSecret)),
      inject: [Config],
    },
  ],
  exports: [SigningService],
})
export class SigningModule {}
