import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { ServerAddress } from '../transfer/server-address.js';
import { type PageGroup, securityHeaders } from './content-security.js';
import { DemoShopService } from './demo-shop.service.js';
import { type Freshness, sendWebFile } from './send-web-file.js';
import { WebFiles } from './web-files.js';

const OPEN_TO_ALL = { 'access-control-allow-origin': '*' };
/** A worker's script must isolate itself as the page does that starts it; to other files this means nothing. */
const ASSET = { ...OPEN_TO_ALL, 'cross-origin-embedder-policy': 'require-corp' };

/** The demo shop's pages, and the files of the web components for every shop's pages. */
@Controller()
export class PagesController {
  private files: Promise<WebFiles> | undefined;

  constructor(
    private readonly config: Config,
    private readonly address: ServerAddress,
    private readonly demoShop: DemoShopService,
  ) {}

  /** Category page of the demo shop. */
  @Get()
  category(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.demoPage(request, response, 'index.html');
  }

  /** Product page; the page itself says so when it does not know the article. */
  @Get('products/:sku')
  product(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.demoPage(request, response, 'product.html');
  }

  /** How to put the components on a shop's own pages. */
  @Get('embed')
  embed(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.demoPage(request, response, 'embed.html');
  }

  /** What the demo pages need to reach the shop API: `{"shopName", "shopKey"}`. */
  @Get('demo-shop.json')
  async demo(@Res() response: Response): Promise<void> {
    const shop = await this.openDemoShop();
    response.set('cache-control', 'no-store').json(shop);
  }

  /** Loader and style sheet that shops' pages name; short-lived, since their names never change. */
  @Get(['embed.js', 'embed.css', 'favicon.svg'])
  fixed(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send(request, response, `storefront${request.path}`, 'SHORT', OPEN_TO_ALL);
  }

  /** Files whose names hold a digest of their content. */
  @Get('assets/*path')
  asset(@Param('path') path: string[], @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send(request, response, `storefront/assets/${path.join('/')}`, 'IMMUTABLE', ASSET);
  }

  /** Files of the administration whose names hold a digest of their content. */
  @Get('admin/assets/*path')
  adminAsset(
    @Param('path') path: string[],
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(request, response, `admin/assets/${path.join('/')}`, 'IMMUTABLE');
  }

  /** The administration, one page for every address below. */
  @Get(['admin', 'admin/*path'])
  admin(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.page(request, response, 'admin', 'index.html');
  }

  private async demoPage(request: Request, response: Response, name: string): Promise<void> {
    await this.openDemoShop();
    return this.page(request, response, 'storefront', name);
  }

  private async openDemoShop() {
    const shop = await this.demoShop.find();
    if (!shop)
      throw new NotFoundException('The demo shop is turned off (DEMO_SHOP), or its key was revoked.');
    return shop;
  }

  private page(request: Request, response: Response, group: PageGroup, name: string): Promise<void> {
    const headers = securityHeaders(group, this.address.origin);
    return this.send(request, response, `${group}/${name}`, 'REVALIDATE', headers);
  }

  private async send(
    request: Request,
    response: Response,
    name: string,
    freshness: Freshness,
    headers?: Readonly<Record<string, string>>,
  ): Promise<void> {
    this.files ??= WebFiles.list(this.config.webDir);
    const file = (await this.files).find(name);
    if (!file)
      throw new NotFoundException('There is no such page or file; npm run build makes those there are.');
    await sendWebFile(request, response, file, freshness, headers);
  }
}
