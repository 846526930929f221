/*---
id: settlement-list-mismatch
title: { zh: 结算清单与明细不符, en: On the settlement list but never charged }
grade: suspect
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第四十条第二项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: [K5, K1]
params:
  tolerance_days:
    type: integer
    default: 1
    min: 0
    max: 30
    doc: { zh: 清单护理天数可比收费多出几天, en: Days of nursing that the list may have beyond those charged }
  ventilator_words:
    type: list
    default: [呼吸机, 机械通气, 辅助通气, 辅助呼吸, 高频通气, 无创通气]
    doc: { zh: 名称含有这些词的项目为呼吸机, en: Words of items that are mechanical ventilation }
  special_words:
    type: list
    default: [特级护理, 特等护理]
    doc: { zh: 特级护理项目的用词, en: Words of special nursing }
  first_words:
    type: list
    default: [一级护理, Ⅰ级护理, I级护理]
    doc: { zh: 一级护理项目的用词, en: Words of first-degree nursing }
  second_words:
    type: list
    default: [二级护理, Ⅱ级护理, II级护理]
    doc: { zh: 二级护理项目的用词, en: Words of second-degree nursing }
  third_words:
    type: list
    default: [三级护理, Ⅲ级护理, III级护理]
    doc: { zh: 三级护理项目的用词, en: Words of third-degree nursing }
  intensive_words:
    type: list
    default: [重症监护, 监护病房]
    doc: { zh: 收取这些项目的住院不核对特级、一级护理（已含护理）, en: "Stays with these items are not judged by special and first-degree nursing (it is part of them)" }
  operation_words:
    type: list
    default: [麻醉, 手术, 介入, 镜下, 支架]
    doc: { zh: 名称含有这些词的项目视为手术或麻醉收费, en: Words of items that count as a charge for the operation or the anaesthesia }
  no_anaesthesia:
    type: list
    default: ['0', '00', '9', '99', 无]
    doc: { zh: 表示未麻醉的麻醉方式, en: Codes of operations without anaesthesia }
requires: [stay, effective_line, settlement_list | operation.anst_way]
lookback: 12 months
population:
  SELECT count(*) FROM stay WHERE audited AND settlements > 0 AND lines > 0
  AND (mdtrt_id IN (SELECT mdtrt_id FROM settlement_list WHERE is_valid(vali_flag))
  OR mdtrt_id IN (SELECT v.mdtrt_id FROM operation o JOIN valid_settlement v ON v.setl_id = o.setl_id
  WHERE is_valid(o.vali_flag) AND o.anst_way IS NOT NULL AND NOT array_contains(getvariable('no_anaesthesia'), o.anst_way)))
key: [list_stay, item]
message:
  zh: "{fixmedins_name} 住院（{adm} 至 {dsc}）结算清单填有{item_zh} {listed}，费用明细中为 {charged}"
  en: "{fixmedins_name}: the settlement list of the stay from {adm} to {dsc} says {item_en} {listed}, the fee lines have {charged}"
false_positives:
  zh: [重症监护已含护理（不列）, 分段结算的住院各段清单（取最大值）, 按小时计价的护理（收费数量更大，不列）, 手术打包收费或院外会诊, 项目名称不同（参数可补充）]
  en: [nursing that is part of intensive care (not listed), several lists of a stay settled in parts (the largest counts), nursing charged by the hour (not listed), operations charged as a package, other names of the items (parameters)]
---*/
-- Hours on a ventilator and operations under anaesthesia on the list of which no fee line knows anything; days of nursing beyond those charged. The
-- list decides the group, so a record that says more than was done matters. Shows where to look and claims no money.
WITH listed AS (
    SELECT
        mdtrt_id, min(setl_id) AS list_id, max(vent_used_h_cnt) AS ventilator, max(spga_nurscare_days) AS special, max(lv1_nurscare_days) AS first,
        max(scd_nurscare_days) AS second, max(lv3_nurscare_days) AS third
    FROM settlement_list
    WHERE is_valid(vali_flag) AND mdtrt_id IS NOT NULL
    GROUP BY mdtrt_id
), operated AS (
    SELECT v.mdtrt_id, min(v.setl_id) AS list_id, min(coalesce(o.oprn_oprt_name, o.oprn_oprt_code)) AS name
    FROM operation o
    JOIN valid_settlement v ON v.setl_id = o.setl_id
    WHERE is_valid(o.vali_flag) AND o.anst_way IS NOT NULL AND NOT array_contains(getvariable('no_anaesthesia'), o.anst_way)
    GROUP BY v.mdtrt_id
), checked AS (
    SELECT s.* FROM stay s
    WHERE s.audited AND s.settlements > 0 AND s.lines > 0
      AND (s.mdtrt_id IN (SELECT mdtrt_id FROM listed) OR s.mdtrt_id IN (SELECT mdtrt_id FROM operated))
), charge AS (
    SELECT
        c.mdtrt_id, l.hilist_name, l.charge_class, l.cnt,
        -- the degree of nursing that the name says: "I级护理" is part of the words for the second and the third
        CASE WHEN has_word(l.hilist_name, getvariable('third_words')) THEN 3
             WHEN has_word(l.hilist_name, getvariable('second_words')) THEN 2
             WHEN has_word(l.hilist_name, getvariable('first_words')) THEN 1 END AS degree
    FROM checked c
    JOIN effective_line l ON l.mdtrt_id = c.mdtrt_id
), charged AS (
    SELECT
        l.mdtrt_id,
        bool_or(has_word(l.hilist_name, getvariable('ventilator_words'))) AS ventilator,
        bool_or(has_word(l.hilist_name, getvariable('intensive_words'))) AS intensive,
        bool_or(l.charge_class = '06' OR has_word(l.hilist_name, getvariable('operation_words'))) AS operation,
        coalesce(sum(l.cnt) FILTER (WHERE has_word(l.hilist_name, getvariable('special_words'))), 0) AS special,
        coalesce(sum(l.cnt) FILTER (WHERE l.degree = 1), 0) AS first,
        coalesce(sum(l.cnt) FILTER (WHERE l.degree = 2), 0) AS second,
        coalesce(sum(l.cnt) FILTER (WHERE l.degree = 3), 0) AS third
    FROM charge l
    GROUP BY l.mdtrt_id
), found AS (
    SELECT l.mdtrt_id, l.list_id, 'ventilator' AS item, '呼吸机小时数' AS item_zh, 'hours on a ventilator:' AS item_en, plain(l.ventilator) AS listed, '0' AS charged
    FROM listed l
    JOIN charged c ON c.mdtrt_id = l.mdtrt_id
    WHERE l.ventilator > 0 AND NOT c.ventilator
    UNION ALL
    SELECT o.mdtrt_id, o.list_id, 'operation', '麻醉下手术', 'an operation under anaesthesia:', o.name, '0'
    FROM operated o
    JOIN charged c ON c.mdtrt_id = o.mdtrt_id
    WHERE NOT c.operation
    UNION ALL
    SELECT l.mdtrt_id, l.list_id, 'special-nursing', '特级护理天数', 'days of special nursing:', plain(l.special), plain(c.special)
    FROM listed l
    JOIN charged c ON c.mdtrt_id = l.mdtrt_id
    WHERE l.special > c.special + getvariable('tolerance_days') AND NOT c.intensive
    UNION ALL
    SELECT l.mdtrt_id, l.list_id, 'first-nursing', '一级护理天数', 'days of first-degree nursing:', plain(l.first), plain(c.first)
    FROM listed l
    JOIN charged c ON c.mdtrt_id = l.mdtrt_id
    WHERE l.first > c.first + getvariable('tolerance_days') AND NOT c.intensive
    UNION ALL
    SELECT l.mdtrt_id, l.list_id, 'second-nursing', '二级护理天数', 'days of second-degree nursing:', plain(l.second), plain(c.second)
    FROM listed l
    JOIN charged c ON c.mdtrt_id = l.mdtrt_id
    WHERE l.second > c.second + getvariable('tolerance_days')
    UNION ALL
    SELECT l.mdtrt_id, l.list_id, 'third-nursing', '三级护理天数', 'days of third-degree nursing:', plain(l.third), plain(c.third)
    FROM listed l
    JOIN charged c ON c.mdtrt_id = l.mdtrt_id
    WHERE l.third > c.third + getvariable('tolerance_days')
)
SELECT
    f.mdtrt_id AS list_stay,
    f.item, s.fixmedins_code, s.psn_no, s.mdtrt_id,
    f.list_id AS setl_id,
    s.adm AS begin_date,
    s.dsc AS end_date,
    r.row_table, r.row_id,
    0 AS claim,
    coalesce(s.fixmedins_name, s.fixmedins_code) AS fixmedins_name,
    s.adm, s.dsc, f.item_zh, f.item_en, f.listed, f.charged
FROM found f
JOIN checked s ON s.mdtrt_id = f.mdtrt_id
JOIN (
    SELECT mdtrt_id, item, 'encounter' AS row_table, mdtrt_id AS row_id FROM found
    UNION ALL
    SELECT mdtrt_id, item, CASE WHEN item = 'operation' THEN 'settlement' ELSE 'settlement_list' END, list_id FROM found) r
  ON r.mdtrt_id = f.mdtrt_id AND r.item = f.item
