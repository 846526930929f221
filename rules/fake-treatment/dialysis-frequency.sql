/*---
id: dialysis-frequency
title: { zh: 透析频次异常, en: "More dialysis than can be" }
grade: violation
tier: 4
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: C-项目 }
catalogue: G4
params:
  daily_limit: { type: integer, default: 1, min: 1, max: 3, doc: { zh: "一日最多透析次数", en: "Most sessions of a day" } }
  weekly_limit: { type: integer, default: 4, min: 2, max: 7, doc: { zh: "连续七日最多透析次数（标准三次，允许病情不稳定加一次）", en: "Most sessions of seven days running (three is usual, one more for unstable patients)" } }
  monthly_limit: { type: integer, default: 14, min: 8, max: 31, doc: { zh: "一个自然月最多透析次数（31 天的月份加一次）", en: "Most sessions of a calendar month (one more in months of 31 days)" } }
requires: [dialysis_line]
lookback: 1 month
population: SELECT count(DISTINCT psn_no) FROM dialysis_line WHERE audited AND dialysis_kind = 'session'
key: [psn_no, dialysis_month, excess_kind]
apart: true
message:
  zh: "{fixmedins_name} {dialysis_month} 为同一人收取透析 {sessions} 次，{reason_zh} {excess} 次"
  en: "{fixmedins_name} charged {sessions} dialysis sessions of one person in {dialysis_month}, {excess} of them beyond {reason_en}"
false_positives:
  zh: [连续性血液净化按小时计价（当日不计）, 透析滤过与灌流在同一次内组合（按次不按项目计）, 腹膜透析每日进行（不计）, 住院期间的急性透析（只判断一日多次）, 集中补记的费用（七日内次数正常的降为可疑）, 大月]
  en: [continuous treatment priced by the hour (such days do not count), filtration and perfusion combined in one session (sessions are counted, not items), peritoneal dialysis every day (not counted), acute dialysis in hospital (only several a day are judged), charges entered together later (lowered to suspect when the seven days are in order), long months]
---*/
-- Sessions of a person and day: per institution the largest quantity of any one session item, over all institutions. Beyond a day's limit it
-- is a violation; beyond seven days' or the month's limit a suspicion. Claimed is the excess sessions' share of all dialysis lines of the day.
WITH item_day AS (
    SELECT
        psn_no, fixmedins_code, fee_date, hilist_code, bool_or(audited) AS audited, sum(cnt) AS cnt,
        count(DISTINCT CASE WHEN has_clock(fee_ocur_time) THEN fee_ocur_time END) AS moments, bool_and(kind <> 'inpatient') AS ambulant
    FROM dialysis_line
    WHERE dialysis_kind = 'session'
    GROUP BY psn_no, fixmedins_code, fee_date, hilist_code
), at_place AS (
    SELECT psn_no, fixmedins_code, fee_date, bool_or(audited) AS audited, max(cnt) AS sessions, max(moments) AS moments, bool_and(ambulant) AS ambulant
    FROM item_day
    GROUP BY psn_no, fixmedins_code, fee_date
), person_day AS (
    SELECT
        psn_no, fee_date, min(fixmedins_code) AS fixmedins_code, bool_or(audited) AS audited, sum(sessions) AS sessions, sum(moments) AS moments, bool_and(ambulant) AS ambulant
    FROM at_place p
    WHERE NOT EXISTS (SELECT 1 FROM dialysis_line c WHERE c.psn_no = p.psn_no AND c.fee_date = p.fee_date AND c.dialysis_kind = 'crrt')
    GROUP BY psn_no, fee_date
), counted AS (
    SELECT
        *, month_of(fee_date) AS dialysis_month,
        greatest(0, sessions - getvariable('daily_limit')) AS over_day,
        -- of the seven days and of the month only what the limit of a day leaves is counted
        CASE WHEN ambulant THEN least(sessions, getvariable('daily_limit')) ELSE 0 END AS left_of_day
    FROM person_day
), windowed AS (
    SELECT
        *,
        sum(sessions) OVER week AS in_week,
        greatest(0, sum(left_of_day) OVER week - getvariable('weekly_limit')) AS over_week,
        sum(sessions) OVER (PARTITION BY psn_no, dialysis_month) AS month_sessions
    FROM counted
    WINDOW week AS (PARTITION BY psn_no ORDER BY fee_date RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND CURRENT ROW)
), by_week AS (
    SELECT
        *,
        -- what an earlier day of the seven was already too much is not counted again
        least(left_of_day, greatest(0, over_week - coalesce(max(over_week) OVER (
            PARTITION BY psn_no ORDER BY fee_date RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND INTERVAL 1 DAYS PRECEDING), 0))) AS beyond_week
    FROM windowed
), excess AS (
    SELECT
        *,
        -- nor is what was beyond the seven days again beyond the month
        beyond_week + least(left_of_day - beyond_week, greatest(0,
            sum(left_of_day - beyond_week) OVER (PARTITION BY psn_no, dialysis_month ORDER BY fee_date ROWS UNBOUNDED PRECEDING)
            - getvariable('monthly_limit')
            - CASE WHEN days_between(month_begin(dialysis_month), month_begin(month_after(dialysis_month))) = 31 THEN 1 ELSE 0 END)) AS over_period
    FROM by_week
), kinds AS (
    SELECT *, 'day' AS excess_kind, over_day AS beyond, in_week <= getvariable('weekly_limit') AND moments < 2 AS batched FROM excess WHERE over_day > 0
    UNION ALL
    SELECT *, 'period', over_period, false FROM excess WHERE over_period > 0
), flagged AS (
    SELECT
        k.*,
        sum(k.beyond) OVER one AS excess,
        min(k.fixmedins_code) OVER one AS place,
        CASE WHEN k.excess_kind = 'day' AND bool_or(NOT k.batched) OVER one THEN 'violation' ELSE 'suspect' END AS grade
    FROM kinds k
    WHERE k.audited
    WINDOW one AS (PARTITION BY k.psn_no, k.dialysis_month, k.excess_kind)
)
SELECT
    f.psn_no, f.dialysis_month, f.excess_kind,
    l.fixmedins_code, l.mdtrt_id, l.setl_id,
    l.fee_date AS begin_date,
    l.fee_date AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    money_part(l.fund, least(f.beyond, f.sessions), f.sessions) AS claim,
    f.grade,
    coalesce(k.fixmedins_name, f.place) AS fixmedins_name,
    plain(f.month_sessions) AS sessions,
    plain(f.excess) AS excess,
    CASE f.excess_kind WHEN 'day' THEN '超过一日次数上限' ELSE '超过七日或当月次数上限' END AS reason_zh,
    CASE f.excess_kind WHEN 'day' THEN 'the limit of a day' ELSE 'the limit of seven days or of the month' END AS reason_en
FROM flagged f
JOIN dialysis_line l
  ON l.psn_no = f.psn_no AND l.fee_date = f.fee_date AND l.dialysis_kind IN ('session', 'combined', 'dialyser', 'heparin')
LEFT JOIN institution_kind k ON k.fixmedins_code = f.place
