/*---
id: deceased-claim
title: { zh: 死亡人员享受待遇, en: Services after the person's death }
grade: violation
tier: 1
severity: critical
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: F1
params:
  grace_days:
    type: integer
    default: 0
    min: 0
    max: 30
    doc: { zh: 死亡后多少天内的服务不计（死亡当日总是允许）, en: Days after death that are allowed (the day of death always is) }
  mortuary_words:
    type: list
    default: [尸体, 遗体, 太平间]
    doc: { zh: 名称含有这些词的收费不计（遗体料理）, en: "Lines whose name has one of these words are exempt (care of the body)" }
requires: [death, death.psn_no | settlement.certno | encounter.certno | person.certno]
population:
  SELECT count(*) FROM valid_settlement WHERE audited AND ((certno NOT LIKE '%*%' AND EXISTS (SELECT 1 FROM death WHERE certno IS NOT NULL))
  OR psn_no IN (SELECT psn_no FROM death) OR EXISTS (SELECT 1 FROM death_registry WHERE psn_no IS NOT NULL))
key: [claimed_settlement]
message:
  zh: "{death_date} 死亡后，{fixmedins_name} 仍于 {service_date} 起为其结算医疗服务"
  en: "{fixmedins_name} settled services from {service_date} for a person who died on {death_date}"
false_positives:
  zh: [生前服务死后结算或手工报销（以服务日为准）, 同名或登记错误（姓名不符的降为可疑）, 一个人员编号下有多个证件（结算上是另一证件的，姓名相符的降为可疑，否则不列）, 登记日期当作死亡日期, 个人账户清退给继承人（无基金支付且无明细的降为线索）, 宣告死亡后重新出现, 遗体料理, 证件号码在任一方脱敏或缺失的人（查不到死亡登记，不计入检查人次）]
  en: [services before death settled or reimbursed later (the date of service counts), another person of the name or a wrong record (lowered to suspect when names differ), "several certificates under one person number (a settlement with another one is lowered to suspect when the name is the registered one, else left out)", the date of registration taken for that of death, an account paid out to the heirs (without pooled fund and lines lowered to clue), declared dead and alive, care of the body, "persons whose certificate numbers are masked or missing on either side (the registry says nothing of them, they are not in the population)"]
---*/
-- A settlement begun after the day of death is void: its whole fund and account. One begun before, across the death: the lines after it.
WITH recorded AS (
    SELECT v.setl_id, v.certno, d.certno AS registered_certno, d.die_date, d.source, d.row_table, d.row_id
    FROM valid_settlement v
    JOIN death d ON d.psn_no = v.psn_no
    WHERE v.audited
    UNION
    SELECT v.setl_id, v.certno, d.certno, d.die_date, d.source, d.row_table, d.row_id
    FROM valid_settlement v
    JOIN death d ON d.certno = v.certno
    WHERE v.audited
), named AS (
    -- a registered name that is none of the person's; masked names say nothing
    SELECT
        d.*,
        coalesce(
            NOT contains(r.name, '*')
                AND NOT contains(concat_ws('', s.psn_name, p.psn_name), '*')
                AND trim(r.name) <> trim(coalesce(s.psn_name, p.psn_name))
                AND trim(r.name) <> trim(coalesce(p.psn_name, s.psn_name)), false) AS other_name,
        -- the number was found by a certificate that stands elsewhere; on this settlement is another one
        coalesce(r.psn_no IS NULL AND d.row_table = 'death_registry' AND d.certno NOT LIKE '%*%' AND d.certno <> d.registered_certno, false)
            AS other_certno,
        coalesce(NOT contains(r.name, '*') AND trim(r.name) IN (trim(s.psn_name), trim(p.psn_name)), false) AS same_name
    FROM recorded d
    JOIN settlement s ON s.setl_id = d.setl_id
    LEFT JOIN person p ON p.psn_no = s.psn_no
    LEFT JOIN death_registry r ON d.row_table = 'death_registry' AND r.cert_no = d.row_id
), died AS (
    -- the registry goes before what a hospital wrote; of records equally sure the latest death, in the person's favour
    SELECT * REPLACE (other_name OR other_certno AS other_name)
    FROM named
    WHERE same_name OR NOT other_certno
    QUALIFY row_number() OVER (
        PARTITION BY setl_id ORDER BY other_name OR other_certno, source = 'encounter', die_date DESC, row_table, row_id) = 1
), service AS (
    SELECT
        d.setl_id, d.die_date, d.other_name, d.row_table AS death_table, d.row_id AS death_row,
        v.mdtrt_id, v.psn_no, v.fixmedins_code, v.fund, v.acct_pay, v.enddate,
        count(l.feedetl_sn) AS lines,
        least(min(v.begndate), min(l.fee_date)) AS begun,
        max(l.fee_date) FILTER (WHERE NOT has_word(l.hilist_name, getvariable('mortuary_words'))) AS last_line
    FROM died d
    JOIN valid_settlement v ON v.setl_id = d.setl_id
    LEFT JOIN effective_line l ON l.setl_id = d.setl_id
    GROUP BY ALL
), flagged AS (
    SELECT
        s.*,
        s.begun > plus_days(s.die_date, getvariable('grace_days')) AS void,
        CASE WHEN s.fund <= 0 AND s.lines = 0 THEN 'clue'
             WHEN s.other_name THEN 'suspect'
             ELSE 'violation' END AS grade,
        coalesce(k.fixmedins_name, s.fixmedins_code) AS fixmedins_name
    FROM service s
    LEFT JOIN institution_kind k ON k.fixmedins_code = s.fixmedins_code
    WHERE s.begun > plus_days(s.die_date, getvariable('grace_days'))
       OR s.last_line > plus_days(s.die_date, getvariable('grace_days'))
), after_death AS (
    SELECT f.setl_id, l.feedetl_sn, l.fee_date, l.fund
    FROM flagged f
    JOIN effective_line l ON l.setl_id = f.setl_id
    WHERE NOT f.void
      AND l.fee_date > plus_days(f.die_date, getvariable('grace_days'))
      AND NOT has_word(l.hilist_name, getvariable('mortuary_words'))
), row_of AS (
    SELECT
        setl_id, begun AS begin_date, coalesce(last_line, enddate, begun) AS end_date, 'settlement' AS row_table, setl_id AS row_id,
        CASE WHEN void THEN greatest(0, fund) ELSE 0 END AS claim,
        CASE WHEN void THEN greatest(0, coalesce(acct_pay, 0)) ELSE 0 END AS account
    FROM flagged
    UNION ALL
    SELECT setl_id, fee_date, fee_date, 'fee_line', feedetl_sn, fund, 0 FROM after_death
    UNION ALL
    SELECT setl_id, die_date, die_date, death_table, death_row, 0, 0 FROM flagged
)
SELECT
    f.setl_id AS claimed_settlement,
    f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    r.begin_date, r.end_date, r.row_table, r.row_id, r.claim, r.account,
    f.grade, f.fixmedins_name,
    f.die_date AS death_date,
    CASE WHEN f.void THEN f.begun ELSE plus_days(f.die_date, getvariable('grace_days') + 1) END AS service_date
FROM flagged f
JOIN row_of r ON r.setl_id = f.setl_id
