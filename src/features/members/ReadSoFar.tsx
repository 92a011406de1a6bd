import { grouped } from '#/lib/text';

type ReadSoFarProps = {
  shown: number;
  read: number;
  total: number;
  /** All pages have come, and what they said is old: all is read once more. */
  isAnew: boolean;
  isStopped: boolean;
};

/**
 * How far everybody has been read: "34,000 of 100,000 read so far", with how many of these are shown. Whoever listens is told at each
 * quarter, and when nothing is read any more.
 */
export const ReadSoFar = ({ shown, read, total, isAnew, isStopped }: ReadSoFarProps) => (
  <>
    <span aria-hidden>
      {isAnew && !isStopped
        ? `${grouped(shown)} of ${grouped(read)}. Reading once more`
        : shown === read
          ? `${grouped(read)} of ${grouped(total)} read so far`
          : `${grouped(shown)} of ${grouped(read)} read so far, of ${grouped(total)}`}
    </span>
    <span className="visually-hidden">
      {isStopped
        ? `${grouped(read)} of ${grouped(total)} members have been read`
        : isAnew
          ? `Reading ${grouped(total)} members once more`
          : `Reading ${grouped(total)} members, ${Math.floor((4 * read) / total) * 25} %`}
    </span>
  </>
);
