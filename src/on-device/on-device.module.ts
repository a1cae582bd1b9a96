import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { DeviceModelService } from './device-model.service.js';
import { DeviceModelsController } from './device-models.controller.js';
import { DeviceTryOnCount } from './device-try-on-count.entity.js';
import { DeviceTryOnRepository } from './device-try-on.repository.js';
import { DeviceTryOnService } from './device-try-on.service.js';

/** Try-on on the shopper's own device: the model it downloads, and how often it was used. */
@Module({
  imports: [TypeOrmModule.forFeature([DeviceTryOnCount]), CatalogModule],
  controllers: [DeviceModelsController],
  providers: [DeviceModelService, DeviceTryOnRepository, DeviceTryOnService],
  exports: [DeviceModelService, DeviceTryOnService],
})
export class OnDeviceModule {}
