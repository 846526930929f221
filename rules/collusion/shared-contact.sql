/*---
id: shared-contact
title: { zh: 多人共用电话、住址, en: "Many unrelated patients with one telephone or address" }
grade: clue
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: L4
params:
  min_persons:
    type: integer
    default: 5
    min: 2
    max: 1000
    doc: { zh: 在同一机构至少几人共用, en: Fewest persons of one institution who share it }
  min_surnames:
    type: integer
    default: 4
    min: 1
    max: 100
    doc: { zh: 至少几个不同姓氏（排除一家人）, en: "Fewest different surnames (no family has them)" }
  max_persons:
    type: integer
    default: 50
    min: 5
    max: 100000
    doc: { zh: 超过几人的视为机构统一填写的号码，不列, en: Above so many persons it is a number that the institution puts everywhere and is not listed }
  exempt_words:
    type: list
    default: [养老院, 敬老院, 福利院, 护理院, 宿舍, 学校, 学院]
    doc: { zh: 含有这些词的住址不列, en: Addresses with one of these words are not listed }
requires: [encounter.tel | encounter.addr | settlement_list.coner_tel, encounter.psn_name]
lookback: 12 months
population:
  SELECT count(DISTINCT s.psn_no) FROM stay s JOIN encounter e ON e.mdtrt_id = s.mdtrt_id LEFT JOIN settlement_list l ON l.mdtrt_id = s.mdtrt_id
  WHERE s.audited AND s.settlements > 0 AND (coalesce(e.tel, l.coner_tel) NOT LIKE '%*%' OR e.addr NOT LIKE '%*%')
key: [fixmedins_code, contact_no]
message:
  zh: "{fixmedins_name} {persons} 名住院患者（{surnames} 个姓氏）登记同一{kind_zh}"
  en: "{fixmedins_name}: {persons} inpatients ({surnames} surnames) have one {kind_en}"
false_positives:
  zh: [一家人（按姓氏排除）, 机构以本院电话代填（人数过多的不列）, 村医或驻村干部代留电话, 养老院、集体宿舍（住址排除）]
  en: [families (left out by surnames), the hospital's own number put in (many persons are not listed), a village doctor or official who leaves the own number, homes and dormitories (left out by address)]
---*/
-- Telephone of the encounter, else of the settlement list, and address with a house number, as registered for inpatients of one institution; neither masked nor a placeholder.
-- Bank accounts are in none of the exports. Shows where to look and claims no money.
WITH registered AS (
    SELECT
        s.mdtrt_id, s.psn_no, s.fixmedins_code, coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name, s.adm, s.dsc, s.audited,
        left(trim(e.psn_name), 1) AS surname,
        regexp_replace(coalesce(e.tel, l.coner_tel), '[^0-9*]', '', 'g') AS tel,
        replace(e.addr, ' ', '') AS addr
    FROM stay s
    JOIN encounter e ON e.mdtrt_id = s.mdtrt_id
    LEFT JOIN (
        SELECT mdtrt_id, min(coner_tel) AS coner_tel FROM settlement_list WHERE is_valid(vali_flag) GROUP BY mdtrt_id) l
      ON l.mdtrt_id = s.mdtrt_id
    WHERE s.settlements > 0
), contact AS (
    SELECT *, 'telephone' AS kind, tel AS contact
    FROM registered
    -- a placeholder repeats one digit
    WHERE length(tel) >= 7 AND NOT contains(tel, '*') AND length(replace(tel, right(tel, 1), '')) >= 3
    UNION ALL
    SELECT *, 'address', addr
    FROM registered
    WHERE regexp_matches(addr, '[0-9一二三四五六七八九十]+(号|室|栋|幢|单元)') AND NOT contains(addr, '*')
      AND NOT has_word(addr, getvariable('exempt_words'))
), shared AS (
    SELECT
        fixmedins_code, kind, contact, count(DISTINCT psn_no) AS persons, count(DISTINCT surname) AS surnames, min(mdtrt_id) AS contact_no
    FROM contact
    GROUP BY fixmedins_code, kind, contact
    HAVING bool_or(audited)
       AND count(DISTINCT psn_no) BETWEEN getvariable('min_persons') AND getvariable('max_persons')
       AND count(DISTINCT surname) >= getvariable('min_surnames')
)
SELECT
    c.fixmedins_code,
    -- the first stay stands for the number or address, which is personal
    c.kind || ':' || s.contact_no AS contact_no,
    c.psn_no, c.mdtrt_id,
    text_of(NULL) AS setl_id,
    c.adm AS begin_date,
    c.dsc AS end_date,
    'encounter' AS row_table,
    c.mdtrt_id AS row_id,
    0 AS claim,
    c.fixmedins_name, s.persons, s.surnames,
    CASE c.kind WHEN 'telephone' THEN '联系电话' ELSE '住址' END AS kind_zh,
    CASE c.kind WHEN 'telephone' THEN 'telephone number' ELSE 'address' END AS kind_en
FROM shared s
JOIN contact c ON c.fixmedins_code = s.fixmedins_code AND c.kind = s.kind AND c.contact = s.contact
