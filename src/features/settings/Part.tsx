import type { ReactNode } from 'react';
import { Button } from '#/ui/Button';
import { ReadOnly, Section } from '#/ui/Section';

type PartProps = {
  id: string;
  title: string;
  /** What is changed here; its reason stands below as well, where all of the part can only be read. */
  edit?: { label: string; reason: string | undefined; onClick: () => void } | undefined;
  wide?: boolean;
  children: ReactNode;
};

/** One part of the settings: what it is about, how it is changed, or why it is not. */
export const Part = ({ edit, title, children, ...section }: PartProps) => (
  <Section
    {...section}
    title={title}
    actions={
      edit && (
        <Button reason={edit.reason} onClick={edit.onClick} aria-label={`${edit.label} ${title}`}>
          {edit.label}
        </Button>
      )
    }
  >
    {edit?.reason !== undefined && <ReadOnly>{edit.reason}</ReadOnly>}
    {children}
  </Section>
);
