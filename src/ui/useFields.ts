import { useForm } from '@mantine/form';

type Problems<Values> = Partial<Record<keyof Values, string | null | undefined>>;

/**
 * The fields of a form that has several. What is wrong with one stands at it as soon as it is typed, and what the server says of
 * one after it was sent; a failure leaves all of them as they are. In: what they hold first; what is wrong with them, by field.
 */
export const useFields = <Values extends Record<string, unknown>>(
  initialValues: Values,
  validate: (values: Values) => Problems<Values> = () => ({}),
) => {
  const form = useForm<Record<string, unknown>>({
    initialValues,
    validate: (values) => ({ ...validate(values as Values) }),
    validateInputOnChange: true,
  });
  const values = form.values as Values;
  const set = <Name extends keyof Values & string>(name: Name, value: Values[Name]) =>
    form.setFieldValue(name, value as never);
  return {
    values,
    set,
    /** What the control of a field needs. */
    field: <Name extends keyof Values & string>(name: Name) => ({
      value: values[name],
      error: (form.errors[name] ?? null) as string | null,
      onChange: (value: Values[Name]) => set(name, value),
    }),
    setProblem: (name: keyof Values & string, problem: string | null) => form.setFieldError(name, problem),
    /** The first thing that is wrong. */
    problem: Object.values<string | null | undefined>(validate(values)).find(Boolean) ?? undefined,
    /** Sets what the server says at the fields it names, for `useWrite`. Out: whether this form has one of them. */
    mark: (said: Readonly<Record<string, string>>): boolean => {
      form.setErrors(said);
      return Object.keys(said).some((name) => name in values);
    },
  };
};
