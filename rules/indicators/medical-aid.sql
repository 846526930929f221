/*---
id: medical-aid
title: { zh: 医疗救助, en: Medical aid }
doc:
  zh: 医疗救助基金支出 ÷ 得到救助的人次，住院、门诊与合计；冲减退费后
  en: What the medical-aid fund paid for each settlement that it helped with, for stays, for visits and in all; net of reversals
requires: [valid_settlement.maf_pay]
lookback: 24 months
measures:
  aid-per-settlement: { title: { zh: 次均救助, en: Aid per settlement }, unit: yuan, money: numerator }
---*/
WITH helped AS (
    SELECT
        unnest(figure_periods(month)) AS period,
        CASE WHEN kind = 'inpatient' THEN 'inpatient' ELSE 'outpatient' END AS kind, maf_pay
    FROM valid_settlement
    WHERE maf_pay > 0
)
SELECT
    'aid-per-settlement' AS measure, period, CASE WHEN kind IS NULL THEN 'all' ELSE 'kind' END AS scope, coalesce(kind, '') AS subject,
    NULL AS subject_name, NULL AS peers,
    sum(maf_pay) AS numerator, count(*) AS denominator
FROM helped
GROUP BY GROUPING SETS ((period, kind), (period))
