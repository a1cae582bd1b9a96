import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting of the whole installation that administrators change while it runs. */
@Entity('instance_setting')
export class InstanceSetting {
  @PrimaryColumn('text')
  key!: string;

  @Column('jsonb')
  value!: unknown;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
