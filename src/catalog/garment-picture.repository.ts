import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, Repository } from 'typeorm';
import { isUUID } from 'class-validator';
import type { ServedPicture } from '../transfer/picture-registry.js';
import { Garment } from './garment.entity.js';
import { GarmentPicture } from './garment-picture.entity.js';

/** Position of the picture that is tried on. */
export const PRIMARY_POSITION = 0;

const UUID_LENGTH = 36;

/** Pictures of garments in the database. */
@Injectable()
export class GarmentPictureRepository {
  constructor(
    @InjectRepository(GarmentPicture) private readonly pictures: Repository<GarmentPicture>,
    @InjectRepository(Garment) private readonly garments: Repository<Garment>,
  ) {}

  /** The picture that is tried on. */
  findPrimary(
    channelId: string,
    garmentId: string,
    manager: EntityManager = this.pictures.manager,
  ): Promise<GarmentPicture | null> {
    return manager.findOneBy(GarmentPicture, { channelId, garmentId, position: PRIMARY_POSITION });
  }

  /** The picture with this id while it is the one that is tried on. */
  findPrimaryById(channelId: string, id: string): Promise<GarmentPicture | null> {
    return this.pictures.findOneBy({ channelId, id, position: PRIMARY_POSITION });
  }

  /** All pictures of the garments, each garment's in order; of `primaryOnly` just the first ones. */
  list(
    channelId: string,
    garmentIds: readonly string[],
    { primaryOnly }: { primaryOnly: boolean },
  ): Promise<GarmentPicture[]> {
    if (garmentIds.length === 0) return Promise.resolve([]);
    return this.pictures.find({
      where: {
        channelId,
        garmentId: In([...garmentIds]),
        ...(primaryOnly && { position: PRIMARY_POSITION }),
      },
      order: { garmentId: 'ASC', position: 'ASC' },
    });
  }

  /** Position behind the garment's last picture. */
  async nextPosition(manager: EntityManager, garmentId: string): Promise<number> {
    const last = await manager.findOne(GarmentPicture, { where: { garmentId }, order: { position: 'DESC' } });
    return last ? last.position + 1 : PRIMARY_POSITION;
  }

  async insert(
    manager: EntityManager,
    draft: Omit<GarmentPicture, 'garment' | 'createdAt'>,
  ): Promise<GarmentPicture> {
    await manager.insert(GarmentPicture, draft);
    return manager.findOneByOrFail(GarmentPicture, { id: draft.id });
  }

  async delete(manager: EntityManager, { id, channelId }: GarmentPicture): Promise<void> {
    await manager.delete(GarmentPicture, { id, channelId });
  }

  /** What is served under a picture's id. */
  async findServed(id: string): Promise<ServedPicture | undefined> {
    if (!isUUID(id)) return undefined;
    const picture = await this.pictures.findOne({ select: { blob: true, mediaType: true }, where: { id } });
    return picture ? { blob: picture.blob, mediaType: picture.mediaType, showsShopper: false } : undefined;
  }

  /** What is served under a cutout's name. One of an earlier state of the garment is gone. */
  findServedCutout(name: string): Promise<ServedPicture | undefined> {
    return this.findServedState(name, 'cutoutBlob');
  }

  /** What is served under a mask's name, which is made like a cutout's. */
  findServedMask(name: string): Promise<ServedPicture | undefined> {
    return this.findServedState(name, 'maskBlob');
  }

  private async findServedState(
    name: string,
    column: 'cutoutBlob' | 'maskBlob',
  ): Promise<ServedPicture | undefined> {
    const id = name.slice(0, UUID_LENGTH);
    if (!isUUID(id)) return undefined;
    const garment = await this.garments.findOne({
      select: { id: true, [column]: true, updatedAt: true },
      where: { id },
    });
    const blob = garment?.[column];
    if (!garment || !blob || stateName(garment) !== name) return undefined;
    return { blob, mediaType: 'image/png', showsShopper: false };
  }
}

/** Name under which a cutout or mask is served: another one after each change, since caches keep what a URL has answered. */
export function stateName({ id, updatedAt }: Pick<Garment, 'id' | 'updatedAt'>): string {
  return `${id}-${updatedAt.getTime()}`;
}
