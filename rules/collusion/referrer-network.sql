/*---
id: referrer-network
title: { zh: 介绍人网络, en: One contact person for many patients }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: L7
params:
  min_patients:
    type: integer
    default: 8
    min: 2
    max: 1000
    doc: { zh: 同一联系人至少几名住院患者, en: Fewest inpatients with the contact person }
  min_surnames:
    type: integer
    default: 4
    min: 1
    max: 100
    doc: { zh: 至少几个不同姓氏（排除大家庭）, en: "Fewest different surnames (no family has them)" }
  max_patients:
    type: integer
    default: 200
    min: 10
    max: 100000
    doc: { zh: 超过几人的视为机构统一填写，不列, en: Above so many patients it is an entry that the institution puts everywhere and is not listed }
  exempt_words:
    type: list
    default: [养老院, 敬老院, 福利院, 护理院, 民政, 救助]
    doc: { zh: 患者住址或联系人含有这些词的不计（集中供养、救助）, en: "Patients whose address or contact has one of these words do not count (homes, public relief)" }
requires: [stay, encounter.coner_name, encounter.tel | settlement_list.coner_tel]
lookback: 12 months
population:
  SELECT count(DISTINCT s.psn_no) FROM stay s JOIN encounter e ON e.mdtrt_id = s.mdtrt_id LEFT JOIN settlement_list l ON l.mdtrt_id = s.mdtrt_id
  WHERE s.audited AND s.settlements > 0 AND e.coner_name NOT LIKE '%*%' AND coalesce(e.tel, l.coner_tel) NOT LIKE '%*%'
key: [contact_no]
message:
  zh: "同一联系人登记为 {patients} 名住院患者（{surnames} 个姓氏、{institutions} 家机构）的联系人，基金共支付 {fund} 元"
  en: "One contact person is registered for {patients} inpatients (surnames: {surnames}, institutions: {institutions}), fund in all {fund} yuan"
false_positives:
  zh: [大家庭（按姓氏排除）, 养老院、福利院工作人员（按用词排除）, 民政救助人员, 机构统一填写（人数过多的不列）, 村医、村干部代办]
  en: [large families (left out by surnames), staff of homes for the aged (left out by words), relief officers, an entry of the institution for everybody (many patients are not listed), village doctors and officials who help]
---*/
-- Contact persons of stays by name and telephone together, the patients themselves left out; masked names and numbers say nothing. Shows where to look
-- and claims no money.
WITH registered AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, s.adm, s.dsc, s.fund, s.audited,
        left(trim(e.psn_name), 1) AS surname,
        trim(e.coner_name) AS contact_name,
        regexp_replace(coalesce(e.tel, l.coner_tel), '[^0-9*]', '', 'g') AS tel
    FROM stay s
    JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    LEFT JOIN (
        SELECT mdtrt_id, min(coner_tel) AS coner_tel FROM settlement_list WHERE is_valid(vali_flag) GROUP BY mdtrt_id) l
      ON l.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
      AND trim(e.coner_name) <> coalesce(trim(e.psn_name), '')
      AND NOT contains(e.coner_name, '*')
      AND NOT has_word(e.addr, getvariable('exempt_words'))
      AND NOT has_word(e.coner_name, getvariable('exempt_words'))
), contact AS (
    SELECT * FROM registered
    WHERE length(contact_name) >= 2 AND length(tel) >= 7 AND NOT contains(tel, '*') AND length(replace(tel, right(tel, 1), '')) >= 3
), network AS (
    SELECT
        contact_name, tel, count(DISTINCT psn_no) AS patients, count(DISTINCT surname) AS surnames, count(DISTINCT fixmedins_code) AS institutions,
        sum(fund) AS fund, min(mdtrt_id) AS contact_no
    FROM contact
    GROUP BY contact_name, tel
    HAVING bool_or(audited)
       AND count(DISTINCT psn_no) BETWEEN getvariable('min_patients') AND getvariable('max_patients')
       AND count(DISTINCT surname) >= getvariable('min_surnames')
)
SELECT
    -- the first stay stands for name and number, which are personal
    n.contact_no, c.fixmedins_code, c.psn_no, c.mdtrt_id,
    text_of(NULL) AS setl_id,
    c.adm AS begin_date,
    c.dsc AS end_date,
    'encounter' AS row_table,
    c.mdtrt_id AS row_id,
    0 AS claim,
    n.patients, n.surnames, n.institutions, n.fund
FROM network n
JOIN contact c ON c.contact_name = n.contact_name AND c.tel = n.tel
