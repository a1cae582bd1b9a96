import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PictureRegistry } from '../transfer/picture-registry.js';
import { GarmentPictureRepository } from './garment-picture.repository.js';

/** Serves product pictures, by their id, and cutouts and masks, by the garment's. */
@Injectable()
export class GarmentPictureSource implements OnModuleInit {
  constructor(
    private readonly registry: PictureRegistry,
    private readonly pictures: GarmentPictureRepository,
  ) {}

  onModuleInit(): void {
    this.registry.register({ kind: 'garment', find: (id) => this.pictures.findServed(id) });
    this.registry.register({ kind: 'cutout', find: (name) => this.pictures.findServedCutout(name) });
    this.registry.register({ kind: 'garment-mask', find: (name) => this.pictures.findServedMask(name) });
  }
}
