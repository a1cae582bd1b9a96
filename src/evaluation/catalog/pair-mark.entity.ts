import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ResultVerdict } from '../../api/admin-api.types.js';

/** What the merchant says of a result. */
@Entity('evaluated_pair_mark')
export class PairMark {
  @PrimaryColumn('uuid')
  pairId!: string;

  @Column('uuid')
  channelId!: string;

  @Column('text')
  verdict!: ResultVerdict;

  @Column('timestamptz', { default: () => 'now()' })
  markedAt!: Date;
}
