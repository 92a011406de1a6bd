import styles from './settings.module.css';

/** Colours as small fields, each with its code; drawn as images, which the policy of the page allows whatever the colour. */
export const Colors = ({ colors }: { colors: readonly string[] }) =>
  colors.length > 0 && (
    <span className={styles.colors}>
      {colors.map((color, i) => (
        <svg key={`${i}${color}`} viewBox="0 0 1 1" role="img" aria-label={color}>
          <title>{color}</title>
          <rect width="1" height="1" fill={color} />
        </svg>
      ))}
    </span>
  );
