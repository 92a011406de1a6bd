type ReadSoFarProps = {
  shown: number;
  read: number;
  total: number;
  /** All pages have come, and what they said is old: all is read once more. */
  isAnew: boolean;
  isStopped: boolean;
};

const number = (n: number) => n.toLocaleString('en-GB');

/**
 * How far everybody has been read: "34,000 of 100,000 read so far", with how many of these are shown. Whoever listens is told at each
 * quarter, and when nothing is read any more.
 */
export const ReadSoFar = ({ shown, read, total, isAnew, isStopped }: ReadSoFarProps) => (
  <>
    <span aria-hidden>
      {isAnew && !isStopped
        ? `${number(shown)} of ${number(read)}. Reading once more`
        : shown === read
          ? `${number(read)} of ${number(total)} read so far`
          : `${number(shown)} of ${number(read)} read so far, of ${number(total)}`}
    </span>
    <span className="visually-hidden">
      {isStopped
        ? `${number(read)} of ${number(total)} members have been read`
        : isAnew
          ? `Reading ${number(total)} members once more`
          : `Reading ${number(total)} members, ${Math.floor((4 * read) / total) * 25} %`}
    </span>
  </>
);
