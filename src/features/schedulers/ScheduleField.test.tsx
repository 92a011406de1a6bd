import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ScheduleField } from './ScheduleField';

afterEach(cleanup);

it('shows a rule that Lightdash would refuse as it is written, with what is wrong', () => {
  render(<ScheduleField cron="0  9 * * *" error="One space" onChange={vi.fn()} />);
  expect(screen.getByRole('textbox')).toHaveProperty('value', '0  9 * * *');
  expect(screen.getByText('One space')).toBeTruthy();
});

it('goes on with the time of day of a rule that it cannot show field by field', () => {
  const onChange = vi.fn();
  render(<ScheduleField cron="30 14,18 1-7 * 1" error={null} onChange={onChange} />);
  fireEvent.change(screen.getByRole('combobox', { name: 'Repeats' }), { target: { value: 'daily' } });
  expect(onChange).toHaveBeenCalledWith('30 14 * * *');
});
