import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';

type SchedulersSelectionProps = {
  size: number;
  onClear: () => void;
  onDo: (deed: 'enable' | 'disable' | 'send' | 'replace') => void;
  onExport: () => void;
};

/** What can be done with the selected schedulers; loaded with the first selection. */
const SchedulersSelection = ({ size, onClear, onDo, onExport }: SchedulersSelectionProps) => (
  <SelectionBar size={size} one="scheduler" many="schedulers" onClear={onClear}>
    <SelectionAction onClick={() => onDo('enable')}>Switch on</SelectionAction>
    <SelectionAction onClick={() => onDo('disable')}>Switch off</SelectionAction>
    <SelectionAction onClick={() => onDo('send')}>Send now</SelectionAction>
    <SelectionAction onClick={() => onDo('replace')}>Replace a recipient</SelectionAction>
    <SelectionAction onClick={onExport}>Export</SelectionAction>
  </SelectionBar>
);

export default SchedulersSelection;
