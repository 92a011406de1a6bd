/** A rule as Lightdash sends it with the signed-in person: a raw rule of the CASL library. */
export type AbilityRule = {
  action: string | string[];
  subject: string | string[];
  conditions?: Record<string, unknown> | undefined;
  inverted?: boolean | undefined;
  fields?: string | string[] | undefined;
};

/**
 * Whether the rules allow an action on a subject. The last rule that applies decides, as in CASL; nothing is allowed by
 * default. With `facts` the conditions are compared with them; without, the question is "on any such subject at all?",
 * for which a rule that forbids only some of them, or some fields, does not count.
 * Whatever can't be decided (an operator we don't know, a fact that was not given) never grants.
 */
export function can(
  rules: readonly AbilityRule[],
  action: string,
  subject: string,
  facts?: Record<string, unknown>,
): boolean {
  const decisive = rules.findLast((rule) => {
    if (!names(rule.action, action, 'manage') || !names(rule.subject, subject, 'all')) return false;
    if (rule.inverted && rule.fields?.length) return false;
    if (!rule.conditions) return true;
    if (!facts) return !rule.inverted;
    return meets(facts, rule.conditions) ?? Boolean(rule.inverted);
  });
  return decisive !== undefined && !decisive.inverted;
}

function names(named: string | string[], asked: string, wildcard: string): boolean {
  return [named].flat().some((name) => name === asked || name === wildcard);
}

/** null: can't be decided. */
type Verdict = boolean | null;

/** False as soon as one is false, else undecided as soon as one is. */
function every(verdicts: Verdict[]): Verdict {
  return verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
}

function not(verdict: Verdict): Verdict {
  return verdict === null ? null : !verdict;
}

function meets(facts: unknown, conditions: object): Verdict {
  if (typeof facts !== 'object' || facts === null) return null;
  return every(
    Object.entries(conditions).map(([name, condition]) =>
      Object.hasOwn(facts, name) ? fits((facts as Record<string, unknown>)[name], condition) : null,
    ),
  );
}

function fits(fact: unknown, condition: unknown): Verdict {
  if (fact === undefined) return null;
  if (typeof condition !== 'object' || condition === null) {
    return Array.isArray(fact) ? fact.includes(condition) : fact === condition;
  }
  const operators = Object.entries(condition);
  return operators.length === 0 ? null : every(operators.map(([name, value]) => compare(fact, name, value)));
}

function compare(fact: unknown, operator: string, value: unknown): Verdict {
  if (operator === '$eq') return fits(fact, value);
  if (operator === '$ne') return not(fits(fact, value));
  if (operator === '$in' && Array.isArray(value)) return not(every(value.map((each) => not(fits(fact, each)))));
  if (operator === '$nin' && Array.isArray(value)) return every(value.map((each) => not(fits(fact, each))));
  if (operator === '$elemMatch' && typeof value === 'object' && value !== null) {
    return Array.isArray(fact) && not(every(fact.map((element) => not(meets(element, value)))));
  }
  return null;
}
