type ReadSoFarProps = { shown: number; read: number; total: number };

const number = (n: number) => n.toLocaleString('en-GB');

/**
 * How far everybody has been read: "34,000 of 100,000 read so far", with how many of these are shown. Whoever listens is told at each
 * quarter.
 */
const ReadSoFar = ({ shown, read, total }: ReadSoFarProps) => (
  <>
    <span aria-hidden>
      {shown === read
        ? `${number(read)} of ${number(total)} read so far`
        : `${number(shown)} of ${number(read)} read so far, of ${number(total)}`}
    </span>
    <span className="visually-hidden">
      Reading {number(total)} members, {Math.floor((4 * read) / total) * 25} %
    </span>
  </>
);

export default ReadSoFar;
