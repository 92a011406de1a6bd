import panels from '#/ui/Panel.module.css';

/** In the place of the coming week, as long as it is not known. */
export const WeekWaiting = () => (
  <section className={panels.panel} aria-busy>
    <h2>
      The coming week <span>…</span>
    </h2>
  </section>
);
