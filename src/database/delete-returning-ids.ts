import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';

/** Deletes rows in one statement and answers their ids, so that their files can follow. */
export async function deleteReturningIds<Row extends ObjectLiteral & { id: string }>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: FindOptionsWhere<Row>,
): Promise<string[]> {
  const deleted = await manager
    .createQueryBuilder()
    .delete()
    .from(entity)
    .where(where)
    .returning('id')
    .execute();
  return (deleted.raw as { id: string }[]).map(({ id }) => id);
}
