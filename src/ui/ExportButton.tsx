import { Button } from './Button';

type ExportButtonProps = {
  /** How many rows are listed now, which are those that go into the file. */
  rows: number;
  /** Why it cannot be done yet, whatever is listed. */
  reason?: string | undefined;
  onClick: () => void;
};

/** Downloads the rows of a list as shown; says so where there are none. */
export const ExportButton = ({ rows, reason, onClick }: ExportButtonProps) => (
  <Button reason={reason ?? (rows === 0 ? 'There is nothing to export.' : undefined)} onClick={onClick}>
    Export
  </Button>
);
