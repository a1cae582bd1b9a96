import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { TryOnMode } from '../api/admin-api.types.js';

/** A shop. Every other row belongs to exactly one. */
@Entity('channel')
export class Channel {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Short unique name for command lines and logs. */
  @Column('text', { unique: true })
  code!: string;

  @Column('text')
  name!: string;

  /** The channel of the installation itself: its owners manage channels and models. */
  @Column('boolean', { default: false })
  isDefault!: boolean;

  /** Origins (scheme, host and port) whose pages may call the shop API. */
  @Column('text', { array: true, default: () => "'{}'" })
  allowedOrigins!: string[];

  /** Version of the consent text that a photo's upload must name. */
  @Column('text', { default: '1' })
  consentVersion!: string;

  /** Computed try-ons an hour that one shopper gets. */
  @Column('integer')
  tryOnsPerShopperHour!: number;

  /** Where try-ons of shoppers' own photos are computed; the shop API holds to it. */
  @Column('text', { default: 'SERVER' })
  tryOnMode!: TryOnMode;

  /** Try-ons of less confidence are withheld, 0…1; null: as the server is configured. */
  @Column('double precision', { nullable: true })
  confidenceThreshold!: number | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
