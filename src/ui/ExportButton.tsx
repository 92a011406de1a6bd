import { Button } from './Button';

type ExportButtonProps = {
  /** How many rows are listed now, which are those that go into the file. */
  rows: number;
  onClick: () => void;
};

/** Downloads the rows of a list as shown; says so where there are none. */
export const ExportButton = ({ rows, onClick }: ExportButtonProps) => (
  <Button reason={rows === 0 ? 'There is nothing to export.' : undefined} onClick={onClick}>
    Export
  </Button>
);
