/*---
id: overlapping-stays
title: { zh: 住院时间重叠, en: Overlapping stays of one person }
grade: violation
tier: 2
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第二项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: [A4, I2]
params:
  min_overlap_days:
    type: integer
    default: 1
    min: 1
    max: 30
    doc: { zh: 至少重叠几天, en: Fewest days of overlap }
  same_day_transfer_ok:
    type: boolean
    default: true
    doc: { zh: 出院当日在他处入院不算重叠, en: Admission elsewhere on the day of discharge is no overlap }
  referral_overlap_days:
    type: integer
    default: 1
    min: 0
    max: 7
    doc: { zh: 有登记转诊的，重叠不超过此天数不判断, en: A registered referral excuses an overlap of so many days }
  exempt_traits:
    type: list
    default: [day_surgery, home_bed]
    doc: { zh: 不适用的医疗类别特征（日间病房、家庭病床）, en: "Traits of medical types that are exempt (day hospital, sickbed at home)" }
requires: [stay]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0
key: [first_stay, second_stay]
message:
  zh: "同一人在 {earlier_name}（{earlier_adm} 入院）与 {later_name}（{later_adm} 入院）的住院重叠 {overlap_days} 天"
  en: "One person's stays at {earlier_name} (from {earlier_adm}) and {later_name} (from {later_adm}) overlap (days: {overlap_days})"
false_positives:
  zh: [经登记转诊的转院（只登记医院名称的按名称对应）, 出院信息延后登记, 新生儿记在母亲编号下, 日间病房, 同一机构的重复数据（降为线索）]
  en: [a transfer with a registered referral (one that gives only the hospital's name is found by it), discharge entered late, a newborn billed under the mother's number, day hospital, duplicate data of one institution (lowered to clue)]
---*/
-- Overlap is strict: a.adm < b.dsc and b.adm < a.dsc, so that discharge and admission on one day are allowed, while a stay of one
-- day inside another counts. Claimed of the less credible stay (fewer care lines, else the later one): the charges by the day on
-- the days of overlap; the whole fund if it has lines but no care; without fee lines the later stay's fund x overlap / length.
WITH lying AS (
    -- settled but not yet discharged: as far as it is settled; dates that contradict each other overlap nothing; what was never settled or taken
    -- back cost nothing
    SELECT *, CASE WHEN los IS NOT NULL THEN last_day END AS until, coalesce(fixmedins_name, fixmedins_code) AS name FROM stay WHERE settlements > 0
), same_person AS (
    SELECT a.mdtrt_id AS first_stay, b.mdtrt_id AS second_stay
    FROM lying a
    JOIN lying b ON b.psn_no = a.psn_no
    WHERE a.mdtrt_id < b.mdtrt_id
    UNION
    SELECT a.mdtrt_id, b.mdtrt_id
    FROM lying a
    -- many have the same masked number
    JOIN lying b ON b.certno = a.certno AND b.certno NOT LIKE '%*%'
    WHERE a.mdtrt_id < b.mdtrt_id
), pair AS (
    SELECT
        p.first_stay, p.second_stay,
        greatest(a.adm, b.adm) AS overlap_from,
        greatest(1, days_between(greatest(a.adm, b.adm), least(a.until, b.until))) AS overlap_days,
        a.fixmedins_code = b.fixmedins_code AS same_place,
        (b.adm, b.until, b.mdtrt_id) > (a.adm, a.until, a.mdtrt_id) AS b_later,
        a.lines > 0 AND b.lines > 0 AS both_itemised,
        a.care_lines AS care_a, b.care_lines AS care_b
    FROM same_person p
    JOIN lying a ON a.mdtrt_id = p.first_stay
    JOIN lying b ON b.mdtrt_id = p.second_stay
    WHERE (a.audited OR b.audited)
      AND ((a.adm < b.until AND b.adm < a.until)
        OR (a.adm <= b.until AND b.adm <= a.until AND NOT getvariable('same_day_transfer_ok')))
      -- a newborn may lie in under the mother's number
      AND is_yes(a.nwb_flag) = is_yes(b.nwb_flag)
      AND NOT has_any_trait(a.traits, getvariable('exempt_traits'))
      AND NOT has_any_trait(b.traits, getvariable('exempt_traits'))
), judged AS (
    SELECT
        p.*,
        CASE WHEN b_later THEN first_stay ELSE second_stay END AS earlier_stay,
        CASE WHEN b_later THEN second_stay ELSE first_stay END AS later_stay,
        CASE WHEN NOT both_itemised OR care_a = care_b THEN CASE WHEN b_later THEN second_stay ELSE first_stay END
             WHEN care_a < care_b THEN first_stay
             ELSE second_stay END AS weaker_stay,
        CASE WHEN NOT both_itemised THEN 'share'
             WHEN least(care_a, care_b) = 0 THEN 'whole'
             ELSE 'days' END AS basis
    FROM pair p
    WHERE overlap_days >= getvariable('min_overlap_days')
), flagged AS (
    SELECT
        j.*, plus_days(j.overlap_from, j.overlap_days - 1) AS overlap_to, w.psn_no, w.fixmedins_code, w.adm, w.until, w.los,
        CASE WHEN j.same_place THEN 'clue' ELSE 'violation' END AS grade,
        e.name AS earlier_name, e.adm AS earlier_adm, l.name AS later_name, l.adm AS later_adm
    FROM judged j
    JOIN lying w ON w.mdtrt_id = j.weaker_stay
    JOIN lying e ON e.mdtrt_id = j.earlier_stay
    JOIN lying l ON l.mdtrt_id = j.later_stay
    WHERE NOT (j.overlap_days <= getvariable('referral_overlap_days')
        AND coalesce(e.dscg_way, '') = '2'
        AND (coalesce(l.refl_old_mdtrt_id = e.mdtrt_id, false)
            OR EXISTS (
                SELECT 1
                FROM registered_referral r
                WHERE r.psn_no = e.psn_no
                  AND r.fixmedins_code = e.fixmedins_code
                  AND r.reflin_medins_no = l.fixmedins_code
                  AND l.adm BETWEEN r.begndate AND coalesce(r.enddate, l.adm))))
)
SELECT
    f.first_stay, f.second_stay, f.fixmedins_code, f.psn_no,
    f.weaker_stay AS mdtrt_id,
    l.setl_id,
    greatest(f.overlap_from, l.from_day) AS begin_date,
    least(f.overlap_to, l.to_day) AS end_date,
    'fee_line' AS row_table,
    l.feedetl_sn AS row_id,
    money_part(l.fund, days_between(greatest(f.overlap_from, l.from_day), least(f.overlap_to, l.to_day)) + 1, l.units) AS claim,
    f.grade, f.earlier_name, f.earlier_adm, f.later_name, f.later_adm, f.overlap_days
FROM flagged f
JOIN day_charge l ON l.mdtrt_id = f.weaker_stay AND greatest(f.overlap_from, l.from_day) <= least(f.overlap_to, l.to_day)
WHERE f.basis = 'days'
UNION ALL
SELECT
    f.first_stay, f.second_stay, f.fixmedins_code, f.psn_no, f.weaker_stay, v.setl_id, f.adm, f.until,
    'settlement', v.setl_id,
    greatest(0, CASE WHEN f.basis = 'whole' THEN v.fund ELSE money_part(v.fund, least(f.overlap_days, f.los), f.los) END),
    f.grade, f.earlier_name, f.earlier_adm, f.later_name, f.later_adm, f.overlap_days
FROM flagged f
JOIN valid_settlement v ON v.mdtrt_id = f.weaker_stay
WHERE f.basis <> 'days'
UNION ALL
SELECT
    f.first_stay, f.second_stay, f.fixmedins_code, s.psn_no, s.mdtrt_id, NULL, s.adm, s.until, 'encounter', s.mdtrt_id, 0,
    f.grade, f.earlier_name, f.earlier_adm, f.later_name, f.later_adm, f.overlap_days
FROM flagged f
JOIN lying s ON s.mdtrt_id IN (f.first_stay, f.second_stay)
