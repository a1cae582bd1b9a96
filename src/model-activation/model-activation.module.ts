import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstanceSetting } from './instance-setting.entity.js';
import { ModelActivationService } from './model-activation.service.js';

/** The administrator's choice of model. */
@Module({
  imports: [TypeOrmModule.forFeature([InstanceSetting])],
  providers: [ModelActivationService],
  exports: [ModelActivationService],
})
export class ModelActivationModule {}
