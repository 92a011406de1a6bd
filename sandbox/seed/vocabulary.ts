/** What the invented organization calls its things. Longer lists than the sizes need are cut, shorter ones numbered. */

export const GROUP_NAMES = [
  'All employees', 'Finance', 'Finance – Controllers', 'Finance / FP&A', 'Marketing', 'Marketing EMEA', 'Marketing APAC',
  'Growth', 'Sales', 'Sales DACH', 'Sales Nordics (Åland & Øresund)', 'Sales LATAM', 'Sales – Enterprise',
  'Customer Success', 'Support L1', 'Support L2', 'Support L3', 'Data Platform', 'Analytics Engineering', 'Data Science',
  'ML Ops', 'Product', 'Product Design', 'Engineering', 'Engineering – Backend', 'Engineering – Frontend', 'SRE',
  'Security', 'IT Helpdesk', 'Legal', 'Compliance & Audit', 'People Ops', 'Talent', 'Executive team',
  'Board (read only)', 'Operations', 'Logistics', 'Warehouse Zürich', 'Warehouse São Paulo', 'Store managers',
  'Store managers – 日本', 'Store managers – España', 'Franchise partners', 'Agencies', 'Contractors', 'Interns',
  'EMEA', 'APAC', 'AMER', 'Pricing', 'Supply chain', 'Quality', 'Procurement', 'R&D', 'Loyalty programme',
  'E‑commerce', 'Payments', 'Fraud', 'Empty group', 'zz-archived',
] as const;

/** Stays without members, to show what that looks like. */
export const EMPTY_GROUP = 'Empty group';

export const PROJECT_NAMES = [
  'Jaffle shop', 'Executive KPIs', 'Marketing attribution', 'Preview – feat/new-margin-model', 'Sales pipeline',
  'People analytics (restricted)', 'Product analytics', 'データ基盤 (Data platform)', 'Logística LATAM', 'Support insights',
  'Finance core', 'Preview – fix/orders-grain',
] as const;

export const SPACE_NAMES = [
  'Weekly business review', 'Board pack', 'Données clients', '売上ダッシュボード', 'Partner portal', 'Inventory',
  'Ad hoc', 'Data quality', 'Churn deep dive', 'Fraud watch', 'Month-end close', 'SLA tracking', 'Campaign ROI',
  'Experiments', 'Lagerübersicht', 'Onboarding', 'Pricing lab', 'Hiring funnel', 'لوحة المبيعات', 'Store operations',
  'Executive summary', 'Archive', 'Playground 🚀', 'Forecasting', 'Supply chain – inbound and outbound, all regions',
] as const;

export const CONTENT_NAMES = [
  'How much revenue do we have per payment method?', 'Orders over time', 'New customers by week', 'Refund rate',
  'Average basket', 'Top 20 products', 'Stock below threshold', 'Coupon share', 'Tickets by priority', 'Net margin',
  'Deliveries on time', 'Umsatz nach Filiale', '顧客維持率', 'Cohort retention', 'Sessions to order funnel',
] as const;

export const DELIVERY_NAMES = [
  'Monday revenue', 'Board KPI pack', 'Daily orders', 'Month-end Umsatz', 'Weekly refunds', '毎週の売上', 'Stock alert',
  'Churn watch', 'SLA breaches', 'Campaign results', 'Payroll check', 'Store ranking', 'Fraud cases', 'Forecast vs actual',
] as const;

/** The n-th name of a list; from the second round on with the number of the round. */
export function nameAt(list: readonly string[], n: number): string {
  const round = Math.floor(n / list.length);
  return `${list[n % list.length]}${round === 0 ? '' : ` ${round + 1}`}`;
}
