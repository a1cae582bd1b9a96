import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Channel } from './channel.entity.js';
import type { Role } from './role.js';

export type ApiKeyKind = 'SHOP' | 'ADMIN';

/** A key of a channel, stored as its hash only. */
@Entity('api_key')
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @ManyToOne(() => Channel, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'channel_id' })
  channel!: Relation<Channel>;

  @Column('text')
  kind!: ApiKeyKind;

  /** Null for shop keys. */
  @Column('text', { nullable: true })
  role!: Role | null;

  @Column('text')
  name!: string;

  /** The key's first characters, to recognise it by. */
  @Column('text')
  hint!: string;

  /** SHA-256 of the key, hex. Keys carry 256 random bits, so that no slow hash is needed. */
  @Column('text', { unique: true })
  hash!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
