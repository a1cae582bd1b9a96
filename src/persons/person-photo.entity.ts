import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PersonPhotoState, PictureIssue } from '../api/shop-api.types.js';
import type { BlobKey } from '../storage/blob-store.js';

/** A shopper's photo belongs to the shopper; a sample person's to the channel. */
export type PersonOwnerKind = 'SHOPPER' | 'CHANNEL';

/** The agreement under which a photo is kept: a shopper's own, or the one a merchant holds of a model. */
export type RecordedConsentScope = 'TRY_ON' | 'SHOWN_AS_MODEL';

/** A photo of a person, from the consent on; the bytes come later and lie in the blob store. */
@Entity('person_photo')
export class PersonPhoto {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text')
  ownerKind!: PersonOwnerKind;

  /** Random id of the shopper's anonymous session; null for sample people. */
  @Column('uuid', { nullable: true })
  shopperId!: string | null;

  /** Name of a sample person; null for shoppers, whose names nobody asks. */
  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { default: 'AWAITING_UPLOAD' })
  state!: PersonPhotoState;

  /** What the check found; a rejected photo has at least one error. */
  @Column('jsonb', { default: () => "'[]'" })
  issues!: PictureIssue[];

  /** Version of the text agreed to. */
  @Column('text')
  consentVersion!: string;

  @Column('text')
  consentScope!: RecordedConsentScope;

  @Column('timestamptz', { default: () => 'now()' })
  consentedAt!: Date;

  /** Lossless PNG without metadata, in folder `persons/<id>`; present when ready. */
  @Column('text', { nullable: true })
  photoBlob!: BlobKey | null;

  /** SHA-256 of size and pixels, hex; present when ready. */
  @Column('text', { nullable: true })
  digest!: string | null;

  @Column('integer', { nullable: true })
  width!: number | null;

  @Column('integer', { nullable: true })
  height!: number | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** When the row ends by itself; null for a sample person whose picture has come. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;
}
