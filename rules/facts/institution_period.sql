/*---
id: institution_period
doc:
  zh: 机构每月、每周（周一至周日，归入周日所在月）的门诊、急诊、购药人次等
  en: Visits, persons and days of every institution per month and per week (Monday to Sunday, in the month of its Sunday)
depends: [visit, institution_kind]
renew: month and next
---*/
WITH counted AS (
    SELECT
        v.*, 'month' AS period, month_begin(v.month) AS begin_date, month_begin(month_after(v.month)) AS end_date, v.month AS period_month
    FROM visit v
    WHERE v.month IN (SELECT month FROM renew_month)
    UNION ALL
    SELECT
        v.*, 'week', CAST(date_trunc('week', v.setl_time) AS DATE), plus_days(date_trunc('week', v.setl_time), 7),
        month_of(plus_days(date_trunc('week', v.setl_time), 6))
    FROM visit v
    WHERE month_of(plus_days(date_trunc('week', v.setl_time), 6)) IN (SELECT month FROM renew_month)
)
SELECT
    v.period_month AS month, v.period, v.begin_date, v.end_date, v.fixmedins_code,
    k.inst_type, k.hosp_lv, k.admdvs,
    CAST(count(*) AS INTEGER) AS visits,
    CAST(count(DISTINCT v.psn_no) AS INTEGER) AS persons,
    CAST(count(DISTINCT CASE WHEN v.dr_code IS NOT NULL THEN (v.dr_code, v.visit_date) END) AS INTEGER) AS doctor_days,
    CAST(count(DISTINCT v.visit_date) AS INTEGER) AS open_days,
    CAST(sum(v.medfee) AS DECIMAL(18, 2)) AS medfee,
    CAST(sum(v.fund) AS DECIMAL(18, 2)) AS fund
FROM counted v
LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
GROUP BY v.period_month, v.period, v.begin_date, v.end_date, v.fixmedins_code, k.inst_type, k.hosp_lv, k.admdvs
