import { Box } from '@mui/material';
import {
  Form,
  NumberInput,
  required,
  SaveButton,
  SelectInput,
  TextArrayInput,
  TextInput,
  useTranslate,
} from 'react-admin';
import { ask } from '../api/ask.js';
import { useAction } from '../api/use-action.js';
import { useAnswer } from '../api/use-answer.js';
import { Section } from '../layout/section.js';

interface Channel {
  readonly name: string;
  readonly allowedOrigins: readonly string[];
  readonly consentVersion: string;
  readonly tryOnsPerShopperHour: number;
  readonly tryOnMode: string;
  /** Null: the server's. */
  readonly confidenceThreshold: number | null;
}

const FIELDS = 'name allowedOrigins consentVersion tryOnsPerShopperHour tryOnMode confidenceThreshold';
const MODES = ['SERVER', 'DEVICE_PREFERRED', 'DEVICE_ONLY'].map((id) => ({
  id,
  name: `channel.modes.${id}`,
}));

/** Settings of the shop: its name, whose pages may ask, what shoppers agree to and where is computed. */
export function ChannelForm() {
  const translate = useTranslate();
  const { answer, again } = useAnswer<{ channel: Channel & { readonly defaultConfidenceThreshold: number } }>(
    `{ channel { ${FIELDS} defaultConfidenceThreshold } }`,
  );
  const { busy, run } = useAction('channel.saved');
  if (!answer) return null;
  const { defaultConfidenceThreshold, ...channel } = answer.channel;
  const save = async ({
    name,
    allowedOrigins,
    consentVersion,
    tryOnsPerShopperHour,
    tryOnMode,
    confidenceThreshold,
  }: Channel) => {
    await ask(`mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { ${FIELDS} } }`, {
      input: {
        name,
        allowedOrigins: allowedOrigins ?? [],
        consentVersion,
        tryOnsPerShopperHour,
        tryOnMode,
        confidenceThreshold: confidenceThreshold ?? null,
      },
    });
  };
  return (
    <Section title="channel.title">
      <Form
        record={{ id: 'channel', ...channel }}
        onSubmit={(values: object) => void run(() => save(values as Channel)).then(again)}
      >
        <Box sx={{ display: 'grid', columnGap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
          <TextInput source="name" label="channel.name" validate={required()} />
          <SelectInput source="tryOnMode" label="channel.tryOnMode" choices={MODES} validate={required()} />
          <TextArrayInput source="allowedOrigins" label="channel.allowedOrigins" type="url" />
          <Box>
            <TextInput source="consentVersion" label="channel.consentVersion" validate={required()} />
            <NumberInput
              source="tryOnsPerShopperHour"
              label="channel.tryOnsPerShopperHour"
              validate={required()}
              min={1}
              step={1}
            />
            <NumberInput
              source="confidenceThreshold"
              label="channel.confidenceThreshold"
              helperText={translate('channel.confidenceThresholdText', {
                threshold: defaultConfidenceThreshold,
              })}
              min={0}
              max={1}
              step="any"
            />
          </Box>
        </Box>
        <SaveButton disabled={busy} />
      </Form>
    </Section>
  );
}
