import { Args, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Allow } from '../access/allow.decorator.js';
import { Ctx } from '../access/ctx.decorator.js';
import type { RequestContext } from '../access/request-context.js';
import type {
  CreateGarmentImportInput,
  GarmentImport as GarmentImportView,
  GarmentImportError,
  GarmentImportList,
  GarmentImportListOptions,
  GarmentImportUpload,
} from '../api/admin-api.types.js';
import { readPage } from '../api/page.js';
import { selects } from '../api/selects.js';
import { GarmentFeedUpload } from './garment-feed.upload.js';
import type { GarmentImport } from './garment-import.entity.js';
import { GarmentImportService } from './garment-import.service.js';

@Resolver('GarmentImport')
export class GarmentImportAdminResolver {
  constructor(
    private readonly imports: GarmentImportService,
    private readonly uploads: GarmentFeedUpload,
  ) {}

  @Query('garmentImport')
  @Allow('VIEWER')
  async find(@Ctx() ctx: RequestContext, @Args('id') id: string): Promise<GarmentImportView | null> {
    const found = await this.imports.find(ctx, id);
    return found && view(found);
  }

  @Query('garmentImports')
  @Allow('VIEWER')
  async list(
    @Ctx() ctx: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Args('options') options?: GarmentImportListOptions,
  ): Promise<GarmentImportList> {
    const [imports, totalItems] = await Promise.all([
      this.imports.list(ctx, readPage(options)),
      selects(info, 'totalItems') ? this.imports.count(ctx) : 0,
    ]);
    return { items: imports.map(view), totalItems };
  }

  @Mutation('createGarmentImport')
  @Allow('EDITOR')
  async create(
    @Ctx() ctx: RequestContext,
    @Args('input') { format }: CreateGarmentImportInput,
  ): Promise<GarmentImportUpload> {
    const created = await this.imports.create(ctx, format);
    return { garmentImport: view(created), upload: this.uploads.grant(created) };
  }

  @ResolveField('errors')
  errors(
    @Parent() { id }: GarmentImportView,
    @Args('skip') skip?: number | null,
    @Args('take') take?: number | null,
  ): Promise<GarmentImportError[]> {
    return this.imports.errors(id, readPage({ skip, take }));
  }
}

/** The errors follow when the client asks for them. */
function view(found: GarmentImport): GarmentImportView {
  return { ...found, errors: [] };
}
