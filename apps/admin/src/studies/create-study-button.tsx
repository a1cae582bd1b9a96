import { Box } from '@mui/material';
import {
  AutocompleteArrayInput,
  NumberInput,
  ReferenceArrayInput,
  required,
  SelectArrayInput,
  SelectInput,
  TextInput,
  useGetList,
  useRedirect,
} from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAnswer } from '../api/use-answer.js';
import type { SamplePerson } from '../data/records.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';

interface Wish {
  readonly name: string;
  readonly modelA: string;
  readonly modelB: string;
  readonly garmentIds: readonly string[];
  readonly samplePersonIds: readonly string[];
  readonly pairsPerRater?: number | null;
  readonly checksPerRater: number;
  readonly maxRaters: number;
  readonly days: number;
}

const MODELS = '{ models { id error } }';
const needed = required();

/** Has the pictures of two networks made, for people to compare. */
export function CreateStudyButton() {
  const redirect = useRedirect();
  const create = async ({ pairsPerRater, ...wish }: Wish) => {
    const { result } = await ask<{ result: { id: string } }>(
      `mutation ($input: CreateRealismStudyInput!) {
        result: createRealismStudy(input: $input) { ... on RealismStudy { id } ${FAILURE} } }`,
      { input: { ...wish, ...(pairsPerRater ? { pairsPerRater } : {}) } },
    );
    redirect('show', 'studies', outcome(result).id);
  };
  return (
    <FormDialogButton<Wish>
      label="studies.create"
      text="studies.createText"
      defaults={{ checksPerRater: 3, maxRaters: 200, days: 14 }}
      onSubmit={create}
    >
      <StudyInputs />
    </FormDialogButton>
  );
}

function StudyInputs() {
  const { answer } = useAnswer<{ models: { id: string; error: string | null }[] }>(MODELS);
  const { data: people = [] } = useGetList<SamplePerson>('people', { pagination: { page: 1, perPage: 100 } });
  const models = (answer?.models ?? [])
    .filter(({ error }) => error === null)
    .map(({ id }) => ({ id, name: id }));
  const field = (name: string) => ({ source: name, label: `resources.studies.fields.${name}` });
  return (
    <>
      <TextInput {...field('name')} validate={needed} />
      <SelectInput {...field('modelA')} choices={models} translateChoice={false} validate={needed} />
      <SelectInput {...field('modelB')} choices={models} translateChoice={false} validate={needed} />
      <ReferenceArrayInput source="garmentIds" reference="garments" filter={{ status: ['READY'] }}>
        <AutocompleteArrayInput
          label="resources.studies.fields.garmentIds"
          optionText="name"
          filterToQuery={(search: string) => (search ? { search } : {})}
          validate={needed}
        />
      </ReferenceArrayInput>
      <SelectArrayInput
        {...field('samplePersonIds')}
        choices={people.filter(({ state }) => state === 'READY')}
        translateChoice={false}
        validate={needed}
      />
      <Box sx={{ display: 'grid', columnGap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <NumberInput {...field('pairsPerRater')} min={1} max={100} step={1} />
        <NumberInput {...field('checksPerRater')} min={1} max={10} step={1} validate={needed} />
        <NumberInput {...field('maxRaters')} min={1} max={5_000} step={1} validate={needed} />
        <NumberInput {...field('days')} min={1} max={90} step={1} validate={needed} />
      </Box>
    </>
  );
}
