/*---
id: consult-fee-only
title: { zh: 一般诊疗费空刷, en: Visits with nothing but the consultation fee }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: E11
params:
  min_visits:
    type: integer
    default: 4
    min: 2
    max: 31
    doc: { zh: 一人一月在同一机构至少几次, en: Fewest such visits of one person at one institution in a month }
  min_peers:
    type: integer
    default: 8
    min: 3
    max: 1000
    doc: { zh: 有多少家同类机构时与同类比较, en: With so many other institutions of the kind the share is compared with theirs }
  claim_all:
    type: boolean
    default: true
    doc:
      zh: 是否计全部此类结算；否则同日第一次不计
      en: Whether all such settlements are claimed; otherwise the first of each day is left
  exempt_words:
    type: list
    default: [签约, 家庭医生]
    doc: { zh: 收费名称含有这些词的不计（签约服务）, en: "Lines whose name has one of these words are exempt (services under a family-doctor contract)" }
requires: [visit, effective_line]
population: SELECT count(*) FROM visit WHERE audited AND lines > 0
key: [fixmedins_code, psn_no, month]
message:
  zh: "{fixmedins_name} {month} 为同一人结算 {visits} 次，每次只有一般诊疗费"
  en: "{fixmedins_name} settled {visits} visits of one person in {month} with nothing but the general consultation fee"
false_positives:
  zh: [家庭医生签约随访, 自带药品输液, 同类机构普遍如此（降为线索）]
  en: [follow-up under a family-doctor contract, infusion of drugs that the patient brought, usual among the peers (lowered to clue)]
---*/
-- A visit all of whose lines are the general consultation fee (class 12). Registration and ward rounds are other classes.
WITH bare AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.month, v.visit_date, v.setl_time, v.fund
    FROM visit v
    JOIN effective_line l ON l.setl_id = v.setl_id
    WHERE v.audited AND v.lines = v.consult_lines AND v.fund > 0
    GROUP BY ALL
    HAVING bool_and(l.charge_class = '12') AND NOT bool_or(has_word(l.hilist_name, getvariable('exempt_words')))
), share AS (
    SELECT
        v.month, v.fixmedins_code,
        coalesce(k.inst_type, '') || '|' || coalesce(k.hosp_lv, '') || '|' || coalesce(k.admdvs, '') AS peer_group,
        count(b.setl_id) / count(*) AS value
    FROM visit v
    LEFT JOIN bare b ON b.setl_id = v.setl_id
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    WHERE v.audited AND v.lines > 0
    GROUP BY ALL
), compared AS (
    SELECT s.month, s.fixmedins_code, max(s.value) AS value, median(o.value) AS usual, count(o.fixmedins_code) AS peers
    FROM share s
    LEFT JOIN share o ON o.month = s.month AND o.peer_group = s.peer_group AND o.fixmedins_code <> s.fixmedins_code
    GROUP BY s.month, s.fixmedins_code
), repeated AS (
    SELECT
        b.*,
        count(*) OVER (PARTITION BY b.fixmedins_code, b.psn_no, b.month) AS visits,
        row_number() OVER (PARTITION BY b.fixmedins_code, b.psn_no, b.visit_date ORDER BY b.setl_time, b.setl_id) AS of_day
    FROM bare b
    QUALIFY visits >= getvariable('min_visits')
)
SELECT
    r.fixmedins_code, r.psn_no, r.month, r.mdtrt_id, r.setl_id,
    r.visit_date AS begin_date,
    r.visit_date AS end_date,
    'settlement' AS row_table,
    r.setl_id AS row_id,
    CASE WHEN getvariable('claim_all') OR r.of_day > 1 THEN r.fund ELSE 0 END AS claim,
    CASE WHEN c.peers >= getvariable('min_peers') AND c.value <= c.usual THEN 'clue' ELSE 'suspect' END AS grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    r.visits
FROM repeated r
JOIN compared c ON c.month = r.month AND c.fixmedins_code = r.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
