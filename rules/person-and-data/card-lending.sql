/*---
id: card-lending
title: { zh: 冒名就医（同一人手术史矛盾）, en: Operations that one body cannot have had }
grade: suspect
tier: 1
severity: critical
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第一项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十条第一项, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: F10
params:
  exempt_words:
    type: list
    default: [残端, 探查, 部分, 次全, 修补, 再次]
    doc: { zh: 名称含有这些词的手术不计（残端、部分切除、再次修补）, en: "Operations whose name has one of these words do not count (stump, partial removal, repair)" }
requires: [effective_line | operation, organ_procedure]
lookback: 10 years
population:
  SELECT count(DISTINCT v.psn_no) FROM valid_settlement v WHERE v.audited AND EXISTS (SELECT 1 FROM organ_procedure o
  WHERE in_region(o.region, v.admdvs) AND in_force(o.valid_from, o.valid_to, v.begndate))
key: [claimed_settlement, organ]
message:
  zh: "{fixmedins_name} 于 {day} 结算 {item}，而该器官已于 {removed_on} 切除"
  en: "{fixmedins_name} settled {item} on {day}, though the organ was removed on {removed_on}"
false_positives:
  zh: [编码错误, 残端或部分切除后的再次手术（不列）, 成对器官（按器官数判断）]
  en: [a mistyped code, a second operation after a partial removal (left out), organs that come in pairs (counted)]
---*/
-- Table organ_procedure says which operations remove an organ and which need it. A person whose organs of the kind were all removed at
-- earlier stays (each counts one) and who has it removed again, or an operation that needs it: claimed is the later settlement.
WITH done AS (
    SELECT l.psn_no, l.setl_id, coalesce(l.mdtrt_id, l.setl_id) AS stay, l.admdvs, l.fee_date AS day, l.hilist_code AS code, l.hilist_name AS name, 'fee_line' AS row_table, l.feedetl_sn AS row_id
    FROM effective_line l
    WHERE l.charge_class = '06' AND l.setl_id IS NOT NULL
    UNION ALL
    SELECT v.psn_no, v.setl_id, coalesce(v.mdtrt_id, v.setl_id), v.admdvs, coalesce(o.oprn_oprt_date, v.begndate), o.oprn_oprt_code, o.oprn_oprt_name, 'operation',
        o.setl_id || '|' || coalesce(o.oprn_oprt_code, '') || '|' || coalesce(text_of(o.oprn_oprt_date), '')
    FROM operation o
    JOIN valid_settlement v ON v.setl_id = o.setl_id
    WHERE is_valid(o.vali_flag)
), listed AS (
    SELECT c.code, p.organ, p.effect, coalesce(p.organs, 1) AS organs, p.valid_from, p.valid_to, p.region
    FROM (SELECT DISTINCT code FROM done) c
    JOIN organ_procedure p ON starts_with(c.code, p.item_code)
), event AS (
    SELECT d.*, p.organ, p.effect, p.organs
    FROM done d
    JOIN listed p ON p.code = d.code AND in_region(p.region, d.admdvs) AND in_force(p.valid_from, p.valid_to, d.day)
    WHERE NOT has_word(d.name, getvariable('exempt_words'))
), removal AS (
    -- the parts of a stay tell of one operation
    SELECT psn_no, organ, stay, min(day) AS day FROM event WHERE effect = 'remove' GROUP BY psn_no, organ, stay
), conflict AS (
    SELECT e.psn_no, e.organ, e.setl_id, max(r.day) AS removed_on
    FROM event e
    JOIN removal r ON r.psn_no = e.psn_no AND r.organ = e.organ AND r.stay <> e.stay AND r.day < e.day
    GROUP BY e.psn_no, e.organ, e.setl_id
    HAVING count(DISTINCT r.stay) >= max(e.organs)
), told AS (
    SELECT c.*, v.fixmedins_code, v.mdtrt_id, v.fund, v.begndate, v.enddate,
        coalesce(k.fixmedins_name, v.fixmedins_code) AS fixmedins_name,
        n.item, n.day
    FROM conflict c
    JOIN valid_settlement v ON v.setl_id = c.setl_id
    JOIN (SELECT setl_id, organ, min(coalesce(name, code)) AS item, min(day) AS day FROM event GROUP BY setl_id, organ) n
      ON n.setl_id = c.setl_id AND n.organ = c.organ
    LEFT JOIN institution_kind k ON k.fixmedins_code = v.fixmedins_code
    WHERE v.audited
), row_of AS (
    SELECT setl_id, organ, 'settlement' AS row_table, setl_id AS row_id, greatest(0, fund) AS claim, begndate AS begin_date FROM told
    UNION ALL
    SELECT t.setl_id, t.organ, e.row_table, e.row_id, 0, e.day
    FROM told t
    JOIN event e ON e.psn_no = t.psn_no AND e.organ = t.organ AND (e.setl_id = t.setl_id OR (e.effect = 'remove' AND e.day < t.day AND e.stay <> coalesce(t.mdtrt_id, t.setl_id)))
)
SELECT
    t.setl_id AS claimed_settlement,
    t.organ, t.fixmedins_code, t.psn_no, t.mdtrt_id, t.setl_id,
    r.begin_date,
    r.begin_date AS end_date,
    r.row_table, r.row_id, r.claim,
    t.fixmedins_name, t.day, t.item, t.removed_on
FROM told t
JOIN row_of r ON r.setl_id = t.setl_id AND r.organ = t.organ
