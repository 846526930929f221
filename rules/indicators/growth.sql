/*---
id: growth
title: { zh: 费用同比增长, en: Growth over a year }
doc:
  zh: 本期 ÷ 上年同期 − 1，按月和本年至期末；分机构、机构类别与全部；上年同期没有数据的不列
  en: The period over the same a year before, less one; by month and for the year up to the period's end, by institution, type of institution and in all; without data of the year before there is no row
catalogue: J6
requires: [valid_settlement]
lookback: 24 months
measures:
  fund-growth: { title: { zh: 统筹基金支出增长, en: Growth of the pooled fund's payments }, unit: growth, money: both }
  charges-growth: { title: { zh: 医疗总费用增长, en: Growth of all charges }, unit: growth, money: both }
---*/
WITH settled AS (
    SELECT
        unnest(figure_periods(v.month)) AS period, v.fixmedins_code, k.inst_type, v.fund, v.medfee
    FROM valid_settlement v
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
), summed AS (
    SELECT
        period,
        CASE WHEN grouping(fixmedins_code) = 0 THEN 'institution' WHEN grouping(inst_type) = 0 THEN 'type' ELSE 'all' END AS scope,
        coalesce(fixmedins_code, inst_type, '') AS subject,
        sum(fund) AS fund, sum(medfee) AS medfee
    FROM settled
    GROUP BY GROUPING SETS ((period, fixmedins_code), (period, inst_type), (period))
)
SELECT
    unnest(['fund-growth', 'charges-growth']) AS measure,
    n.period, n.scope, n.subject, k.fixmedins_name AS subject_name, g.peer_group AS peers,
    unnest([n.fund, n.medfee]) AS numerator,
    unnest([b.fund, b.medfee]) AS denominator
FROM summed n
JOIN summed b ON b.period = year_before(n.period) AND b.scope = n.scope AND b.subject = n.subject
LEFT JOIN institution_kind k ON n.scope = 'institution' AND k.fixmedins_code = n.subject
LEFT JOIN peer_group g ON n.scope = 'institution' AND g.fixmedins_code = n.subject
