/*---
id: mid-settlement-split
title: { zh: 中途结算分解住院, en: One stay settled in several parts }
grade: suspect
tier: 5
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: B3
params:
  interim_days:
    type: integer
    default: 30
    min: 1
    max: 366
    doc:
      zh: 住院满多少天可以中途结算（长期住院、精神科，地方规定）
      en: "Days after which an interim settlement is proper (long stays, psychiatry; local rule)"
  exempt_traits:
    type: list
    default: [per_diem, psychiatric]
    doc: { zh: 不适用的医疗类别特征（按床日付费、精神科）, en: "Traits of medical types that are exempt (payment by the bed-day, psychiatry)" }
  exempt_dx:
    type: list
    default: [F]
    doc: { zh: 不适用的诊断编码前缀（精神科）, en: Diagnosis prefixes that are exempt (psychiatry) }
requires: [stay, valid_settlement]
lookback: 12 months
population: SELECT count(*) FROM stay WHERE audited AND settlements > 0
key: [mdtrt_id, year]
message:
  zh: "{fixmedins_name} 将一次住院（{adm} 入院）在 {year} 年内分 {parts} 次结算{quota_zh}"
  en: "{fixmedins_name} settled one stay (from {adm}) in {parts} parts within {year}{quota_en}"
false_positives:
  zh: [跨年结算, 参保险种变更, 长期住院、精神科满 30 天中途结算, 非定额付费（未知定额时只列为线索）]
  en: [settled because the year ended, a change of insurance, "interim settlements after 30 days, psychiatry", not paid by the case (a clue only where no quota is known)]
---*/
-- Valid settlements of one stay, year and insurance; parts as long as an interim settlement asks for do not count. With a quota per case in table
-- policy (stay_quota) every part must lie below it. Claimed is what the fund paid beyond one case: all parts but the largest payment.
WITH part AS (
    SELECT
        v.mdtrt_id, v.setl_id, v.setl_time, v.fund, v.medfee, v.insutype, v.psn_type, v.admdvs, v.hosp_lv, v.med_type,
        CAST(extract(year FROM v.setl_time) AS INTEGER) AS year,
        coalesce(v.enddate, CAST(v.setl_time AS DATE)) AS last_day,
        coalesce(lag(coalesce(v.enddate, CAST(v.setl_time AS DATE))) OVER stay_order, s.adm) AS first_day,
        lead(v.setl_id) OVER stay_order IS NULL AS last_part
    FROM valid_settlement v
    JOIN stay s ON s.mdtrt_id = v.mdtrt_id
    WHERE s.audited
      AND v.kind = 'inpatient'
      AND NOT is_yes(s.ars_year_ipt_flag)
      AND NOT has_any_trait(s.traits, getvariable('exempt_traits'))
      AND NOT has_prefix(s.dx, getvariable('exempt_dx'))
    WINDOW stay_order AS (PARTITION BY v.mdtrt_id ORDER BY v.setl_time, v.setl_id)
), short_part AS (
    SELECT * FROM part WHERE last_part OR days_between(first_day, last_day) < getvariable('interim_days')
), quota AS (
    SELECT p.setl_id, q.value
    FROM short_part p
    JOIN policy q
      ON q.policy_key = 'stay_quota' AND in_region(q.region, p.admdvs) AND in_force(q.valid_from, q.valid_to, p.last_day)
     AND (q.insutype IS NULL OR q.insutype = p.insutype)
     AND (q.psn_type IS NULL OR starts_with(p.psn_type, q.psn_type))
     AND (q.hosp_lv IS NULL OR q.hosp_lv = p.hosp_lv)
     AND (q.med_type IS NULL OR starts_with(p.med_type, q.med_type))
    QUALIFY row_number() OVER (
        PARTITION BY p.setl_id
        ORDER BY length(rtrim(coalesce(q.region, ''), '0')) DESC, q.insutype IS NULL, length(coalesce(q.psn_type, '')) DESC, q.hosp_lv IS NULL,
            length(coalesce(q.med_type, '')) DESC, q.valid_from DESC NULLS LAST) = 1
), flagged AS (
    SELECT
        p.mdtrt_id, p.year, coalesce(p.insutype, '') AS insutype, count(*) AS parts,
        max(q.value) AS quota, count(q.value) = count(*) AS quota_known
    FROM short_part p
    LEFT JOIN quota q ON q.setl_id = p.setl_id
    GROUP BY p.mdtrt_id, p.year, coalesce(p.insutype, '')
    HAVING count(*) > 1
       AND NOT bool_or(coalesce(p.medfee >= q.value, false))
), ranked AS (
    SELECT
        f.*, p.setl_id, p.first_day, p.last_day, p.fund,
        row_number() OVER (PARTITION BY f.mdtrt_id, f.year, f.insutype ORDER BY p.fund DESC, p.setl_time, p.setl_id) AS by_size
    FROM flagged f
    JOIN short_part p ON p.mdtrt_id = f.mdtrt_id AND p.year = f.year AND coalesce(p.insutype, '') = f.insutype
), row_of AS (
    SELECT mdtrt_id, year, setl_id, first_day AS begin_date, last_day AS end_date, 'settlement' AS row_table, setl_id AS row_id,
        CASE WHEN by_size = 1 THEN 0 ELSE greatest(0, fund) END AS claim
    FROM ranked
    UNION ALL
    SELECT DISTINCT mdtrt_id, year, NULL, CAST(NULL AS DATE), CAST(NULL AS DATE), 'encounter', mdtrt_id, 0 FROM ranked
)
SELECT
    f.mdtrt_id, f.year, s.fixmedins_code, s.psn_no, r.setl_id,
    coalesce(r.begin_date, s.adm) AS begin_date,
    coalesce(r.end_date, s.dsc, s.adm) AS end_date,
    r.row_table, r.row_id, r.claim,
    CASE WHEN f.quota_known THEN 'suspect' ELSE 'clue' END AS grade,
    coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    s.adm, f.parts,
    CASE WHEN f.quota_known THEN '，每次均低于定额 ' || plain(f.quota) || ' 元' ELSE '' END AS quota_zh,
    CASE WHEN f.quota_known THEN ', each below the quota of ' || plain(f.quota) || ' yuan' ELSE '' END AS quota_en
FROM flagged f
JOIN stay s ON s.mdtrt_id = f.mdtrt_id
JOIN row_of r ON r.mdtrt_id = f.mdtrt_id AND r.year = f.year
