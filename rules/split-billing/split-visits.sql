/*---
id: split-visits
title: { zh: 分解处方、拆分门诊结算, en: One visit billed as several }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: D1
params:
  window_days:
    type: integer
    default: 1
    min: 1
    max: 7
    doc: { zh: 同一组结算的日期跨度；1 为同日，3 为连续三日, en: "Days between visits of one group, exclusive: 1 is the same day, 3 three days running" }
  min_visits:
    type: integer
    default: 3
    min: 2
    max: 20
    doc: { zh: 同组结算达到几次即列（不论诊断和医生）, en: So many settlements of one group count whatever the diagnosis and doctor }
  max_gap_minutes:
    type: integer
    default: 60
    min: 1
    max: 720
    doc: { zh: 同一诊断、同一医生的两次结算间隔不超过多少分钟, en: Longest gap between two settlements of one diagnosis and doctor }
  exempt_med_types:
    type: list
    default: ['12']
    doc: { zh: 不计入的医疗类别前缀（门诊挂号）, en: "Medical types (prefixes) left out (registration)" }
  exempt_traits:
    type: list
    default: [dialysis, chemo, registration]
    doc: { zh: 不计入的医疗类别特征（透析、放化疗、挂号）, en: "Traits of medical types left out (dialysis, chemotherapy and radiotherapy, registration)" }
requires: [visit]
population: SELECT count(*) FROM visit WHERE audited AND fund > 0
key: [psn_no, fixmedins_code, first_day, med_family]
message:
  zh: "{fixmedins_name} 于 {first_day} 为同一人结算 {visits} 次：{reason_zh}"
  en: "{fixmedins_name} settled {visits} visits of one person on {first_day}: {reason_en}"
false_positives:
  zh: [上午下午因不同疾病就诊, 化疗后复查, 透析与取药, 挂号与取药分别结算, 慢特病与普通门诊分别结算, 已退费, 结算时间只记到日（不判断间隔）]
  en: [morning and afternoon visits for different illnesses, a check after chemotherapy, dialysis and drugs, registration settled apart from drugs, chronic and common visits settled apart by rule, refunded settlements, settlements dated by the day only (gaps are not judged)]
---*/
-- Fund-paid visits of one person at one institution on one day, chronic and common ones apart (first two digits of med_type).
-- (a) each within the limit of a visit and together above it: claimed is what the fund paid beyond the limit x rate (table policy,
--     visit_limit and visit_rate; without a rate the share really paid), the latest first;
-- (b) one diagnosis and doctor within an hour: the consultation fees after the first, else all but the largest settlement;
-- (c) three or more: all but the largest. (a) and (c) need visits that are not each for another illness at another time.
WITH paid AS (
    SELECT
        v.*, left(v.med_type, 2) AS med_family, coalesce(v.inscp, v.medfee) AS covered,
        -- a settlement dated by the day only is soon after none
        CASE WHEN has_clock(v.setl_time) THEN v.setl_time END AS clock
    FROM visit v
    WHERE v.audited
      AND v.fund > 0
      AND NOT has_prefix(v.med_type, getvariable('exempt_med_types'))
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
), opened AS (
    SELECT
        p.*,
        CASE WHEN days_between(lag(p.visit_date) OVER visits, p.visit_date) < getvariable('window_days') THEN 0 ELSE 1 END AS opens,
        minutes_between(lag(p.clock) OVER visits, p.clock) AS minutes_since
    FROM paid p
    WINDOW visits AS (PARTITION BY p.psn_no, p.fixmedins_code, p.med_family ORDER BY p.visit_date, p.setl_time, p.setl_id)
), numbered AS (
    SELECT
        o.*,
        sum(o.opens) OVER (
            PARTITION BY o.psn_no, o.fixmedins_code, o.med_family ORDER BY o.visit_date, o.setl_time, o.setl_id) AS group_no
    FROM opened o
), grouped AS (
    SELECT
        n.*,
        min(n.visit_date) OVER one AS first_day,
        count(*) OVER one AS visits,
        minutes_between(lag(n.clock) OVER same_reason, n.clock) AS minutes_before,
        minutes_between(n.clock, lead(n.clock) OVER same_reason) AS minutes_after
    FROM numbered n
    WINDOW
        one AS (PARTITION BY n.psn_no, n.fixmedins_code, n.med_family, n.group_no),
        same_reason AS (
            PARTITION BY n.psn_no, n.fixmedins_code, n.med_family, n.group_no, n.dx, n.dr_code ORDER BY n.setl_time, n.setl_id)
    QUALIFY visits > 1
), marked AS (
    SELECT
        g.*,
        g.dx IS NOT NULL AND g.dr_code IS NOT NULL
            AND (coalesce(g.minutes_before <= getvariable('max_gap_minutes'), false)
              OR coalesce(g.minutes_after <= getvariable('max_gap_minutes'), false)) AS repeats
    FROM grouped g
), judged AS (
    SELECT
        m.psn_no, m.fixmedins_code, m.first_day, m.med_family, m.group_no,
        max(m.visits) AS visits,
        sum(m.fund) AS fund,
        sum(m.covered) AS covered,
        max(l.visit_limit) AS visit_limit,
        max(l.visit_rate) AS visit_rate,
        bool_and(coalesce(m.covered <= l.visit_limit, false)) AS each_within,
        bool_or(m.repeats) AS any_repeats,
        -- every visit for another illness and none soon after another: an honest day with several visits
        count(DISTINCT m.dx3) = count(*)
            AND bool_and(m.opens = 1 OR coalesce(m.minutes_since > getvariable('max_gap_minutes'), true)) AS unrelated
    FROM marked m
    LEFT JOIN settlement_policy l ON l.setl_id = m.setl_id
    GROUP BY m.psn_no, m.fixmedins_code, m.first_day, m.med_family, m.group_no
), payable AS (
    SELECT
        j.*,
        j.fund - CASE WHEN j.visit_rate IS NULL
                      THEN money_part(j.visit_limit, j.fund, j.covered) ELSE at_rate(j.visit_limit, j.visit_rate) END AS beyond
    FROM judged j
), flagged AS (
    SELECT
        p.*,
        CASE WHEN p.each_within AND p.covered > p.visit_limit AND p.beyond > 0 AND NOT p.unrelated THEN 'limit'
             WHEN p.any_repeats THEN 'repeat'
             WHEN p.visits >= getvariable('min_visits') AND NOT p.unrelated THEN 'count' END AS reason
    FROM payable p
), settled AS (
    SELECT
        f.reason, f.beyond, f.visits AS n, m.*,
        coalesce(sum(m.fund) OVER (
            PARTITION BY m.psn_no, m.fixmedins_code, m.med_family, m.group_no
            ORDER BY m.setl_time DESC, m.setl_id DESC
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_fund,
        row_number() OVER (
            PARTITION BY m.psn_no, m.fixmedins_code, m.med_family, m.group_no, CASE WHEN f.reason = 'repeat' THEN m.repeats END,
                CASE WHEN f.reason = 'repeat' THEN m.dx END, CASE WHEN f.reason = 'repeat' THEN m.dr_code END
            ORDER BY m.fund DESC, m.setl_time, m.setl_id) AS by_size
    FROM flagged f
    JOIN marked m
      ON m.psn_no = f.psn_no AND m.fixmedins_code = f.fixmedins_code AND m.med_family = f.med_family AND m.group_no = f.group_no
    WHERE f.reason IS NOT NULL
), consult AS (
    -- the general consultation fees of the repeated visits after the first
    SELECT
        s.setl_id, l.feedetl_sn, l.fee_date,
        s.psn_no, s.fixmedins_code, s.med_family, s.group_no,
        money_part(l.fund, l.cnt - greatest(0, least(l.cnt, 1 - coalesce(sum(l.cnt) OVER (
            PARTITION BY s.psn_no, s.fixmedins_code, s.med_family, s.group_no, s.dx, s.dr_code
            ORDER BY s.setl_time, s.setl_id, l.fee_ocur_time, l.feedetl_sn
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))), l.cnt) AS claim
    FROM settled s
    JOIN effective_line l ON l.setl_id = s.setl_id
    WHERE s.reason = 'repeat' AND s.repeats AND l.charge_class = '12'
), by_consult AS (
    SELECT DISTINCT psn_no, fixmedins_code, med_family, group_no FROM consult WHERE claim > 0
), rows AS (
    SELECT s.setl_id, 'settlement' AS row_table, s.setl_id AS row_id,
        CASE WHEN s.reason = 'limit' THEN greatest(0, least(s.fund, s.beyond - s.later_fund))
             WHEN s.by_size = 1 OR (s.reason = 'repeat' AND (NOT s.repeats OR c.psn_no IS NOT NULL)) THEN 0
             ELSE s.fund END AS claim
    FROM settled s
    LEFT JOIN by_consult c
      ON c.psn_no = s.psn_no AND c.fixmedins_code = s.fixmedins_code AND c.med_family = s.med_family AND c.group_no = s.group_no
    UNION ALL
    SELECT setl_id, 'fee_line', feedetl_sn, claim FROM consult WHERE claim > 0
)
SELECT
    s.psn_no, s.fixmedins_code, s.first_day, s.med_family,
    s.mdtrt_id, s.setl_id,
    s.visit_date AS begin_date,
    s.visit_date AS end_date,
    r.row_table, r.row_id, r.claim,
    coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    s.n AS visits,
    CASE s.reason WHEN 'limit' THEN '每次均未超过次限额，合计超过'
                  WHEN 'repeat' THEN '同一诊断、同一医生，间隔不超过 ' || getvariable('max_gap_minutes') || ' 分钟'
                  ELSE '次数异常' END AS reason_zh,
    CASE s.reason WHEN 'limit' THEN 'each within the limit of a visit, together above it'
                  WHEN 'repeat' THEN 'one diagnosis and doctor within ' || getvariable('max_gap_minutes') || ' minutes'
                  ELSE 'too many for one day' END AS reason_en
FROM settled s
JOIN rows r ON r.setl_id = s.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
