import { NumberInput, useRefresh } from 'react-admin';
import { FormDialogButton } from '../layout/form-dialog-button.js';
import { startPrewarm } from './start-prewarm.js';

interface Budget {
  readonly maxTryOns: number;
  readonly maxSeconds: number;
}

/** Computes the whole shop: every ready garment on every sample person, within a budget. */
export function StartPrewarmButton() {
  const refresh = useRefresh();
  return (
    <FormDialogButton<Budget>
      label="prewarms.start"
      text="prewarms.text"
      defaults={{ maxTryOns: 1_000, maxSeconds: 3_600 }}
      onSubmit={async (budget) => {
        await startPrewarm({ budget });
        refresh();
      }}
    >
      <NumberInput source="maxTryOns" label="prewarms.maxTryOns" min={1} required />
      <NumberInput source="maxSeconds" label="prewarms.maxSeconds" min={1} required />
    </FormDialogButton>
  );
}
