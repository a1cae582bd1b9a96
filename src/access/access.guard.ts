import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type GqlContextType, GqlExecutionContext } from '@nestjs/graphql';
import { AccessError } from './access-error.js';
import { AccessService } from './access.service.js';
import { PERMISSION, type Permission } from './allow.decorator.js';
import type { GraphqlContext } from './graphql-context.js';
import type { RequestContext } from './request-context.js';
import { includesRole } from './role.js';

/** Lets a query or mutation run only for whom its `@Allow` names. HTTP controllers check signatures of their own. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    if (execution.getType<GqlContextType>() !== 'graphql') return true;
    const permission = this.reflector.get<Permission | undefined>(PERMISSION, execution.getHandler());
    const graphql = GqlExecutionContext.create(execution).getContext<GraphqlContext>();
    graphql.requestContext ??=
      graphql.api === 'shop'
        ? this.access.authenticateShop(graphql.req.headers)
        : this.access.authenticateAdmin(graphql.req.headers);
    if (!permission || !permits(permission, await graphql.requestContext)) throw refusal(permission);
    return true;
  }
}

function permits(permission: Permission, ctx: RequestContext): boolean {
  switch (permission) {
    case 'SHOP':
      return ctx.api === 'shop';
    case 'SHOPPER':
      return ctx.api === 'shop' && ctx.shopperId !== undefined;
    case 'PLATFORM_OWNER':
      return ctx.role === 'OWNER' && ctx.channel.isDefault;
    case 'VIEWER':
    case 'EDITOR':
    case 'OWNER':
      return ctx.role !== undefined && includesRole(ctx.role, permission);
  }
}

function refusal(permission: Permission | undefined): AccessError {
  if (permission === 'SHOPPER') {
    return new AccessError(
      'UNAUTHENTICATED',
      'Call createShopperSession and send its token as authorization: Bearer.',
    );
  }
  return new AccessError('FORBIDDEN', `This needs a key with the permission ${permission ?? 'NONE'}.`);
}
