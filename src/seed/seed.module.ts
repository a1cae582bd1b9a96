import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { InstanceSetting } from '../model-activation/instance-setting.entity.js';
import { PersonsModule } from '../persons/persons.module.js';
import { SeedService } from './seed.service.js';

/** The demo shop of the first start. */
@Module({
  imports: [TypeOrmModule.forFeature([InstanceSetting]), CatalogModule, PersonsModule],
  providers: [SeedService],
  exports: [SeedService],
})
export class SeedModule {}
