/*---
id: fund-surplus
title: { zh: 基金当期结余率, en: Surplus of the fund }
doc:
  zh: （基金收入 − 统筹基金支出）÷ 基金收入；只算有收入数据的月份
  en: The fund's income less what it paid, over its income; months for which the income is known
requires: [valid_settlement, fund_income]
lookback: 24 months
measures:
  fund-surplus: { title: { zh: 当期结余率, en: Surplus over income }, unit: share, money: both }
---*/
WITH income AS (
    SELECT month, sum(income_amt) AS amount FROM fund_income GROUP BY month
), paid AS (
    SELECT month, sum(fund) AS amount FROM valid_settlement GROUP BY month
), month AS (
    SELECT unnest(figure_periods(i.month)) AS period, i.amount AS income, coalesce(p.amount, 0) AS outgo
    FROM income i
    LEFT JOIN paid p ON p.month = i.month
)
SELECT
    'fund-surplus' AS measure, period, 'all' AS scope, '' AS subject, NULL AS subject_name, NULL AS peers,
    sum(income) - sum(outgo) AS numerator, sum(income) AS denominator
FROM month
GROUP BY period
