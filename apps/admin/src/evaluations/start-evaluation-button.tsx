import { NumberInput, required, SelectInput, useRefresh } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAnswer } from '../api/use-answer.js';
import { FormDialogButton } from '../layout/form-dialog-button.js';

interface Choices {
  readonly benchmarks: readonly { readonly id: string; readonly title: string }[];
  readonly evaluationDataSets: readonly string[];
  readonly models: readonly { readonly id: string; readonly error: string | null }[];
}

interface Wish {
  readonly benchmark: string;
  readonly modelId: string;
  readonly againstModelId?: string | null;
  readonly dataSet?: string | null;
  readonly limit?: number | null;
}

const CHOICES = '{ benchmarks { id title } evaluationDataSets models { id error } }';
const needed = required();

/** Starts a benchmark of a model, alone or against another one. */
export function StartEvaluationButton() {
  const refresh = useRefresh();
  const { answer } = useAnswer<Choices>(CHOICES);
  const models = (answer?.models ?? []).map(({ id }) => ({ id, name: id }));
  const dataSets = (answer?.evaluationDataSets ?? []).map((id) => ({ id, name: id }));

  const start = async (input: Wish) => {
    const { result } = await ask<{ result: object }>(
      `mutation ($input: StartEvaluationInput!) {
        result: startEvaluation(input: $input) { ... on Evaluation { id } ${FAILURE} } }`,
      {
        input: {
          benchmark: input.benchmark,
          modelId: input.modelId,
          ...(input.againstModelId ? { againstModelId: input.againstModelId } : {}),
          ...(input.dataSet ? { dataSet: input.dataSet } : {}),
          ...(input.limit ? { limit: input.limit } : {}),
        },
      },
    );
    outcome(result);
    refresh();
  };

  return (
    <FormDialogButton<Wish> label="evaluations.start" text="evaluations.startText" onSubmit={start}>
      <SelectInput
        source="benchmark"
        label="resources.evaluations.fields.benchmark"
        choices={[...(answer?.benchmarks ?? [])]}
        optionText="title"
        translateChoice={false}
        validate={needed}
      />
      <SelectInput
        source="modelId"
        label="resources.evaluations.fields.modelId"
        choices={models}
        translateChoice={false}
        validate={needed}
      />
      <SelectInput
        source="againstModelId"
        label="resources.evaluations.fields.againstModelId"
        choices={models}
        translateChoice={false}
      />
      <SelectInput
        source="dataSet"
        label="resources.evaluations.fields.dataSet"
        choices={dataSets}
        translateChoice={false}
      />
      <NumberInput source="limit" label="resources.evaluations.fields.limit" min={1} step={1} />
    </FormDialogButton>
  );
}
