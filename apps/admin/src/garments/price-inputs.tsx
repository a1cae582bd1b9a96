import { FormDataConsumer, NumberInput, TextInput } from 'react-admin';
import type { GarmentForm } from './garment-input.js';
import { currencyDigits } from './price.js';

/** A price in whole units of its currency, with as many digits as the currency has. */
export function PriceInputs() {
  return (
    <>
      <FormDataConsumer<Partial<GarmentForm>>>
        {({ formData }) => {
          const digits = currencyDigits(formData.price?.currencyCode?.toUpperCase() ?? '');
          return (
            <NumberInput
              source="price.amount"
              min={0}
              step={Number((10 ** -digits).toFixed(digits))}
              format={(amount: unknown) => (typeof amount === 'number' ? amount.toFixed(digits) : '')}
            />
          );
        }}
      </FormDataConsumer>
      <TextInput source="price.currencyCode" />
    </>
  );
}
