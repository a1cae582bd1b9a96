import { Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { useAnswer } from '../api/use-answer.js';
import { FigureTiles } from '../layout/figure-tiles.js';
import { Section } from '../layout/section.js';
import { ShareBar } from '../layout/share-bar.js';
import { WideTable } from '../layout/wide-table.js';
import type { Proportion } from '../data/records.js';
import { isOpenStudy, type Study, STUDY_RESULT, type StudyResult } from './study-record.js';

const POLL_MS = 8_000;

/** What the raters have said so far: the preference with its interval, and whether they looked. */
export function StudyFigures({ study }: { readonly study: Study }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { answer } = useAnswer<{ realismStudyResult: StudyResult | null }>(
    STUDY_RESULT,
    { id: study.id },
    { everyMs: isOpenStudy(study.state) ? POLL_MS : undefined },
  );
  const result = answer?.realismStudyResult;
  if (!result) return null;
  const { preferenceForB: preference, left, raters } = result;
  const number = (value: number | null) =>
    value === null ? '–' : value.toLocaleString(locale, { maximumSignificantDigits: 3 });
  return (
    <>
      <Section title="studies.result">
        {preference ? (
          <>
            <Share label={translate('studies.preference', { model: study.modelB })} proportion={preference} />
            {left && <Share label="studies.left" proportion={left} />}
          </>
        ) : (
          <Typography color="textSecondary">{translate('studies.noVotes')}</Typography>
        )}
        <FigureTiles
          figures={[
            ['studies.pValue', number(result.pValue)],
            ['studies.agreement', number(result.agreement)],
            ['studies.ratersCounted', number(result.ratersCounted)],
            ['studies.ratersExcluded', number(result.ratersExcluded)],
            ['studies.votesExcluded', number(result.votesExcluded)],
          ]}
        />
      </Section>
      {raters.length > 0 && (
        <Section title="studies.raters">
          <WideTable
            label="studies.raters"
            columns={[
              'studies.rater',
              'studies.votes',
              'studies.checksPassed',
              'studies.checksFailed',
              'studies.excluded',
              'studies.likeOthers',
            ]}
            rows={raters.map(({ raterId, votes, checksPassed, checksFailed, excluded, agreement }) => ({
              key: raterId,
              cells: [
                raterId.slice(0, 8),
                votes,
                checksPassed,
                checksFailed,
                translate(excluded ? 'ra.boolean.true' : 'ra.boolean.false'),
                agreement === null
                  ? '–'
                  : agreement.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 }),
              ],
            }))}
          />
        </Section>
      )}
    </>
  );
}

function Share({ label, proportion }: { readonly label: string; readonly proportion: Proportion }) {
  const { share, low, high, count, total } = proportion;
  return <ShareBar label={label} share={share} interval={[low, high]} note={`${count} / ${total}`} />;
}
