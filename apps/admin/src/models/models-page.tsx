import { Alert, Box, Chip, Link, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ask } from '../api/ask.js';
import { FAILURE, outcome } from '../api/outcome.js';
import { useAnswer } from '../api/use-answer.js';
import { ConfirmButton } from '../layout/confirm-button.js';
import { Page } from '../layout/page.js';
import { Section } from '../layout/section.js';
import { usePlatformPermission } from '../layout/use-permission.js';
import { type Model, MODELS } from './model-query.js';
import { ModelMetrics } from './model-metrics.js';

/** Every model of the server: what it is, what it may be used for, how good it was measured to be. */
export function ModelsPage() {
  const translate = useTranslate();
  const { answer, again } = useAnswer<{ models: Model[] }>(MODELS);
  const mayActivate = usePlatformPermission();
  const activate = async (id: string) => {
    const { result } = await ask<{ result: object }>(
      `mutation ($id: String!) { result: activateModel(id: $id) { ... on Model { id } ${FAILURE} } }`,
      { id },
    );
    outcome(result);
    again();
  };

  return (
    <Page title="models.title" text="models.text">
      {answer && answer.models.length > 1 && (
        <Section title="models.compare">
          <ModelMetrics models={answer.models} />
        </Section>
      )}
      {answer?.models.map((model) => (
        <Section
          key={model.id}
          title={model.card ? `${model.card.name} ${model.card.version}` : model.id}
          action={
            model.isActive ? (
              <Chip color="success" label={translate('models.active')} />
            ) : (
              mayActivate && (
                <ConfirmButton
                  harmless
                  label="models.activate"
                  title="models.activateTitle"
                  text="models.activateText"
                  values={{ model: model.id }}
                  done="models.activated"
                  onConfirm={() => activate(model.id)}
                />
              )
            )
          }
        >
          {model.error && <Alert severity="error">{model.error}</Alert>}
          <ModelFacts model={model} />
          {model.card && answer.models.length === 1 && <ModelMetrics models={[model]} />}
        </Section>
      ))}
    </Page>
  );
}

function ModelFacts({ model: { id, digest, card } }: { readonly model: Model }) {
  const translate = useTranslate();
  const facts: (readonly [string, string])[] = [
    ['models.id', id],
    ...(card
      ? ([
          ['models.licence', card.licence],
          ['models.allowedUse', translate(`models.uses.${card.allowedUse}`, { _: card.allowedUse })],
          ['models.frame', `${card.frameHeight} × ${card.frameWidth}`],
        ] as const)
      : []),
    ...(digest ? ([['models.digest', digest]] as const) : []),
  ];
  return (
    <>
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gap: 1,
          gridTemplateColumns: { xs: '1fr', sm: 'max-content minmax(0, 1fr)' },
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        {facts.map(([label, value]) => [
          <dt key={label}>{translate(label)}</dt>,
          <dd key={`${label}-value`}>{value}</dd>,
        ])}
      </Box>
      {card && (
        <Stack component="details" spacing={1}>
          <Link component="summary" sx={{ cursor: 'pointer' }}>
            {translate('models.more')}
          </Link>
          <Typography component="h3" variant="subtitle1">
            {translate('models.trainingData')}
          </Typography>
          <ul>
            {card.trainingData.map(({ name, terms }) => (
              <li key={name}>
                {name}: {terms}
              </li>
            ))}
          </ul>
          {card.notes.map((note) => (
            <Typography key={note} variant="body2">
              {note}
            </Typography>
          ))}
        </Stack>
      )}
    </>
  );
}
