import { Module } from '@nestjs/common';
import { ShopAccessResolver } from '../access/access.shop.resolver.js';
import { CatalogModule } from '../catalog/catalog.module.js';
import { GarmentShopResolver } from '../catalog/garment.shop.resolver.js';
import { OnDeviceModule } from '../on-device/on-device.module.js';
import { OnDeviceShopResolver } from '../on-device/on-device.shop.resolver.js';
import { PersonPhotoShopResolver } from '../persons/person-photo.shop.resolver.js';
import { PersonsModule } from '../persons/persons.module.js';
import { TryOnModule } from '../try-on/try-on.module.js';
import { TryOnShopResolver } from '../try-on/try-on.shop.resolver.js';

/** Every resolver of `/shop-api`. */
@Module({
  imports: [CatalogModule, PersonsModule, TryOnModule, OnDeviceModule],
  providers: [
    ShopAccessResolver,
    GarmentShopResolver,
    PersonPhotoShopResolver,
    TryOnShopResolver,
    OnDeviceShopResolver,
  ],
})
export class ShopApiModule {}
