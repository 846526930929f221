/*---
id: charge-after-death-in-stay
title: { zh: 住院死亡后持续计费, en: Charged after the patient's death in the stay }
grade: violation
tier: 3
severity: critical
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第三项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: A12
params:
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 3
    doc: { zh: 死亡后多少天内的费用不计（死亡当日总是允许）, en: Days after death that are allowed (the day of death always is) }
  mortuary_words:
    type: list
    default: [尸体, 遗体, 太平间]
    doc: { zh: 名称含有这些词的收费不计（遗体料理）, en: Lines whose name has one of these words are exempt (care of the body) }
requires: [stay, effective_line, death]
lookback: 12 months
population: SELECT count(*) FROM stay s WHERE s.audited AND s.settlements > 0 AND s.lines > 0 AND (s.psn_no IN (SELECT psn_no FROM death) OR s.mdtrt_id IN (SELECT row_id FROM death))
key: [mdtrt_id]
message:
  zh: "{fixmedins_name} 在患者 {death_date} 死亡后仍计费 {late_lines} 笔（至 {last_charge}）"
  en: "{fixmedins_name} charged {late_lines} lines after the patient's death on {death_date}, the last on {last_charge}"
false_positives:
  zh: [死亡当日的床位费, 遗体料理, 同名或登记错误（姓名不符的降为可疑）, 医院登记为存活出院（降为可疑）, 检验延后记账, 新生儿记在母亲编号下（母亲的死亡登记不用于新生儿的住院）]
  en: [the bed on the day of death, care of the body, another person of the name or a wrong record (lowered to suspect when names differ), discharged alive by the hospital's own record (lowered to suspect), laboratory posted later, a newborn under the mother's number (the mother's registered death does not count for its stay)]
---*/
-- The death of the person after admission, from the registry or from the stay itself. Claimed are the lines after the day of death.
WITH recorded AS (
    SELECT s.mdtrt_id AS stay_id, d.*
    FROM stay s
    JOIN death d ON d.psn_no = s.psn_no
    -- the registered may be the mother of a newborn that lies in under her number
    WHERE d.source = 'registry' AND NOT is_yes(s.nwb_flag)
    UNION ALL
    SELECT s.mdtrt_id, d.*
    FROM stay s
    JOIN death d ON d.row_id = s.mdtrt_id
    WHERE d.source = 'encounter'
), died AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
        d.die_date, d.row_table, d.row_id,
        d.name_differs OR (d.source = 'registry' AND coalesce(s.dsc, plus_days(s.adm, s.los)) > d.die_date AND coalesce(s.dscg_way, '1') <> '5') AS in_doubt
    FROM stay s
    JOIN recorded d ON d.stay_id = s.mdtrt_id
    WHERE s.audited
      AND s.settlements > 0
      AND d.die_date >= s.adm
    -- the registry goes before what a hospital wrote; of records equally sure the latest death, in the person's favour
    QUALIFY row_number() OVER (
        PARTITION BY s.mdtrt_id ORDER BY d.name_differs, d.source = 'encounter', d.die_date DESC, d.row_table, d.row_id) = 1
), late AS (
    SELECT d.mdtrt_id, l.feedetl_sn, l.setl_id, l.fee_date, l.fund
    FROM died d
    JOIN effective_line l ON l.mdtrt_id = d.mdtrt_id
    WHERE l.fee_date > plus_days(d.die_date, getvariable('tolerance_days'))
      AND l.amount > 0
      AND NOT has_word(l.hilist_name, getvariable('mortuary_words'))
), counted AS (
    SELECT mdtrt_id, count(*) AS late_lines, max(fee_date) AS last_charge FROM late GROUP BY mdtrt_id
), row_of AS (
    SELECT mdtrt_id, setl_id, fee_date AS day, 'fee_line' AS row_table, feedetl_sn AS row_id, fund AS claim FROM late
    UNION ALL
    SELECT mdtrt_id, NULL, die_date, row_table, row_id, 0 FROM died
)
SELECT
    d.mdtrt_id, d.fixmedins_code, d.psn_no, r.setl_id,
    r.day AS begin_date,
    r.day AS end_date,
    r.row_table, r.row_id, r.claim,
    CASE WHEN d.in_doubt THEN 'suspect' ELSE 'violation' END AS grade,
    d.fixmedins_name, d.die_date AS death_date, c.late_lines, c.last_charge
FROM died d
JOIN counted c ON c.mdtrt_id = d.mdtrt_id
JOIN row_of r ON r.mdtrt_id = d.mdtrt_id
