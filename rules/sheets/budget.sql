/*---
id: budget
title: { zh: 总额预算执行, en: Budgets and what was used of them }
doc:
  zh: 本年至月末的统筹基金支出与按天数（闰年 366 天）折算的预算比较，超支最多的在前；年中专项检查看“大额超支”为 yes 的机构。次均费用超过核定的部分按人次合计。超支不是追回
  en: The pooled fund's payments of the year up to the month's end against the budget for the days gone by (366 in a leap year), the largest overrun first; the mid-year list are those with "large" yes. Average costs above the approved ones are summed up over the visits. An overrun is no recovery
catalogue: [J1, J2]
requires: [budget]
lookback: 12 months
columns:
  fixmedins_code: { zh: 机构编码, en: Code }
  fixmedins_name: { zh: 机构名称, en: Institution }
  insutype: { zh: 险种, en: Insurance }
  clr_type: { zh: 清算类别, en: Clearing }
  budget: { zh: 年度预算, en: Budget }
  elapsed_days: { zh: 已过天数, en: Days gone }
  year_days: { zh: 全年天数, en: Days of the year }
  budget_to_date: { zh: 序时预算, en: Budget to date }
  fund: { zh: 基金支出, en: Fund paid }
  used_share: { zh: 占年度预算, en: Share of the budget }
  progress: { zh: 执行进度比, en: Paid / to date }
  overrun: { zh: 超支, en: Overrun }
  large: { zh: 大额超支, en: Large }
  visits: { zh: 人次, en: Visits }
  visits_approved: { zh: 核定人次, en: Approved visits }
  average_cost: { zh: 次均费用, en: Average cost }
  average_approved: { zh: 核定次均, en: Approved average }
  average_excess: { zh: 次均超核定合计, en: Excess in all }
---*/
WITH year AS (
    SELECT
        left(last_month(), 4) AS year,
        month_begin(left(last_month(), 4) || '-01') AS first_day,
        month_begin(month_after(left(last_month(), 4) || '-12')) AS next_year
), used AS (
    SELECT u.fixmedins_code, u.insutype, u.clr_type, sum(u.visits) AS visits, sum(u.medfee) AS medfee, sum(u.fund) AS fund
    FROM budget_use u
    JOIN year y ON left(u.month, 4) = y.year
    WHERE u.covered
    GROUP BY ALL
), compared AS (
    SELECT
        b.fixmedins_code, b.insutype, b.clr_type, b.budget_amt,
        days_between(y.first_day, getvariable('window_to')) AS elapsed_days,
        days_between(y.first_day, y.next_year) AS year_days,
        coalesce(u.fund, 0) AS fund, coalesce(u.medfee, 0) AS medfee, coalesce(u.visits, 0) AS visits,
        b.avg_visit_cost_approved AS approved, b.visits_approved
    FROM budget b
    JOIN year y ON b.year = y.year
    LEFT JOIN used u
      ON u.fixmedins_code = b.fixmedins_code AND u.insutype IS NOT DISTINCT FROM b.insutype AND u.clr_type IS NOT DISTINCT FROM b.clr_type
), dated AS (
    SELECT *, money_part(budget_amt, elapsed_days, year_days) AS to_date FROM compared
)
SELECT
    d.fixmedins_code, k.fixmedins_name, d.insutype, d.clr_type, d.budget_amt AS budget, d.elapsed_days, d.year_days,
    d.to_date AS budget_to_date,
    CAST(d.fund AS DECIMAL(18, 2)) AS fund,
    signed_ratio(d.fund, d.budget_amt) AS used_share,
    signed_ratio(d.fund, d.to_date) AS progress,
    CAST(greatest(d.fund - d.to_date, 0) AS DECIMAL(18, 2)) AS overrun,
    CASE WHEN signed_ratio(d.fund, d.to_date) > (
        SELECT min(l.limit_value) FROM indicator_limit l
        WHERE l.measure = 'budget-progress' AND l.limit_kind = 'above' AND in_region(l.region, k.admdvs)
          AND in_force(l.valid_from, l.valid_to, plus_days(getvariable('window_to'), -1))) THEN 'yes' ELSE 'no' END AS large,
    CAST(d.visits AS BIGINT) AS visits, d.visits_approved,
    money_part(d.medfee, 1, d.visits) AS average_cost,
    d.approved AS average_approved,
    CAST(greatest(d.medfee - d.visits * d.approved, 0) AS DECIMAL(18, 2)) AS average_excess
FROM dated d
LEFT JOIN institution_kind k ON k.fixmedins_code = d.fixmedins_code
ORDER BY overrun DESC, d.fixmedins_code, d.insutype NULLS FIRST, d.clr_type NULLS FIRST
