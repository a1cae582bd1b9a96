import { inject } from 'vitest';
import { TemporaryPostgres } from '../../src/database/embedded/temporary-postgres.js';

TemporaryPostgres.template = inject('clusterTemplate');
