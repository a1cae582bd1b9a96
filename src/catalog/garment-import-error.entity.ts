import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { GarmentImport } from './garment-import.entity.js';

/** Why a line of a feed could not be used. */
@Entity('garment_import_error')
export class GarmentImportError {
  @PrimaryColumn('uuid')
  importId!: string;

  @ManyToOne(() => GarmentImport, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id' })
  import!: Relation<GarmentImport>;

  /** Line of the feed on which the record begins, from 1. */
  @PrimaryColumn('integer')
  line!: number;

  @Column('text', { nullable: true })
  sku!: string | null;

  @Column('text', { nullable: true })
  field!: string | null;

  @Column('text')
  message!: string;
}
