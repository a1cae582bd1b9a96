import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** Whether the cells hold words, which begin at the left, instead of numbers. */
  readonly hasWords?: boolean;
  /** Key of what the table holds. */
  readonly label: string;
  /** Keys of the columns' names. */
  readonly columns: readonly string[];
  /** Cells by row; the first of each is the row's heading. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A table of figures that can be moved sideways, by keyboard too, where it is wider than the screen. */
export function WideTable({ label, columns, rows, hasWords = false }: Props) {
  const translate = useTranslate();
  const align = hasWords ? 'left' : 'right';
  return (
    <TableContainer tabIndex={0} role="group" aria-label={translate(label, { _: label })}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {columns.map((column, place) => (
              <TableCell key={column} align={place === 0 ? 'left' : align}>
                {translate(column, { _: column })}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ key, cells: [heading, ...cells] }) => (
            <TableRow key={key}>
              <TableCell component="th" scope="row">
                {heading}
              </TableCell>
              {cells.map((cell, place) => (
                <TableCell key={columns[place + 1]} align={align}>
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
