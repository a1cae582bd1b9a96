import { Module } from '@nestjs/common';
import { DemoShopService } from './demo-shop.service.js';
import { PagesController } from './pages.controller.js';

/** Pages and web components that the server itself serves. */
@Module({ controllers: [PagesController], providers: [DemoShopService] })
export class PagesModule {}
