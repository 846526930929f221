/*---
id: case-mix
title: { zh: 病组指数与高低倍率病例, en: Case mix and outliers }
doc:
  zh: 病例组合指数（权重之和 ÷ 病例数）及其三个月增幅；费用不到病组均费 0.5 倍、超过 2 倍的病例 ÷ 有均费的病例
  en: The case-mix index (sum of weights over cases) and its growth over three months; cases that cost less than 0.5 and more than 2 times their group's average over cases whose group has one
catalogue: [K2, K4]
requires: [drg_case, drg_weight, drg_settlement]
lookback: 12 months
measures:
  cmi: { title: { zh: 病例组合指数, en: Case-mix index }, unit: ratio }
  cmi-growth: { title: { zh: 病例组合指数三个月增幅, en: Growth of the case-mix index in three months }, unit: growth }
  low-cost-share: { title: { zh: 低倍率病例占比, en: Cases of low cost }, unit: share }
  high-cost-share: { title: { zh: 高倍率病例占比, en: Cases of high cost }, unit: share }
---*/
WITH grouped AS (
    SELECT month, fixmedins_code, medfee, weight, coalesce(avg_cost, at_rate(rate, weight)) AS usual
    FROM drg_settlement
    WHERE weight IS NOT NULL
), summed AS (
    SELECT
        month, fixmedins_code, sum(weight) AS weight, count(*) AS cases,
        count(usual) AS priced,
        count(*) FILTER (2 * medfee < usual) AS low,
        count(*) FILTER (medfee > 2 * usual) AS high
    FROM grouped
    GROUP BY month, fixmedins_code
), measured AS (
    SELECT 'cmi' AS measure, month, fixmedins_code, weight AS numerator, cases AS denominator FROM summed
    UNION ALL
    SELECT 'low-cost-share', month, fixmedins_code, low, priced FROM summed WHERE priced > 0
    UNION ALL
    SELECT 'high-cost-share', month, fixmedins_code, high, priced FROM summed WHERE priced > 0
    UNION ALL
    SELECT 'cmi-growth', n.month, n.fixmedins_code, ratio(n.weight, n.cases), ratio(b.weight, b.cases)
    FROM summed n
    JOIN summed b
      ON b.fixmedins_code = n.fixmedins_code AND month_after(month_after(month_after(b.month))) = n.month
)
SELECT
    m.measure, m.month AS period, 'institution' AS scope, m.fixmedins_code AS subject, k.fixmedins_name AS subject_name,
    g.peer_group AS peers, m.numerator, m.denominator
FROM measured m
LEFT JOIN institution_kind k ON k.fixmedins_code = m.fixmedins_code
LEFT JOIN peer_group g ON g.fixmedins_code = m.fixmedins_code
WHERE compared_month(m.month)
