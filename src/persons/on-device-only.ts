/** What a page's developers are told when the shop's policy keeps shoppers' photos on their devices. */
export const ON_DEVICE_ONLY_MESSAGE =
  'This shop keeps photos on the shopper’s device; run the try-on there (Query.deviceModel) and send no photo.';
