/*---
id: over-supply
title: { zh: 超量开药, en: More drugs than one prescription may supply }
grade: suspect
tier: 4
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第二项, checked: false }
official: { library: 两库, category: C-药品 }
catalogue: D3
params:
  acute_days:
    type: integer
    default: 7
    min: 1
    max: 31
    doc: { zh: 普通门诊处方最多几天用量（处方管理办法：7 天）, en: "Days of supply that a common prescription may have (prescription rules: 7)" }
  emergency_days:
    type: integer
    default: 3
    min: 1
    max: 31
    doc: { zh: 急诊处方最多几天用量（处方管理办法：3 天）, en: "Days of supply that an emergency prescription may have (prescription rules: 3)" }
  chronic_days:
    type: integer
    default: 84
    min: 28
    max: 366
    doc:
      zh: 慢性病长期处方最多几天用量（一般 4 周，最长 12 周）
      en: "Days of supply that a long prescription of a chronic disease may have (usually 4, at most 12 weeks)"
  chronic_dx:
    type: list
    default: [E10, E11, E14, I1, I20, I25, I48, I50, I69, J44, J45, N18, B18, F20, G20, G40, M05, M06]
    doc: { zh: 按长期处方判断的诊断编码前缀, en: Diagnosis prefixes judged as chronic diseases }
  tolerance_days:
    type: integer
    default: 0
    min: 0
    max: 31
    doc: { zh: 超过限量不到此天数的不列, en: Days above the limit that are left out }
  indivisible_words:
    type: list
    default: [气雾, 吸入, 喷雾, 滴眼, 滴鼻, 滴耳, 凝胶, 乳膏, 软膏, 笔芯, 胰岛素]
    doc: { zh: 不便拆分包装的剂型或名称（不判断）, en: Forms or names whose packs cannot be divided (not judged) }
requires: [drug_supply, fee_line.prd_days | fee_line.sin_dos_dscr]
population: SELECT count(*) FROM drug_supply WHERE audited AND days > 0 AND NOT at_discharge
key: [setl_id, item_code]
message:
  zh: "{fixmedins_name} 一次开出 {item} {days} 天用量，限 {limit_days} 天（按最小包装 {allowed_days} 天）"
  en: "{fixmedins_name} prescribed {item} for {days} days at once, the limit is {limit_days} (in whole packs {allowed_days})"
false_positives:
  zh: [最小包装已超过限量（不列）, 胰岛素笔芯、气雾剂、滴眼液等不可拆分（不列）, 慢性病长期处方（按 12 周）, 诊断不明的购药（按长期处方）, 节假日、外出前多带药, 疫情期间放宽]
  en: [a smallest pack that is above the limit (left out), "insulin pens, inhalers, eye drops (left out)", long prescriptions of chronic diseases (12 weeks), purchases without a diagnosis (judged as long prescriptions), more for a journey or a holiday, relaxed rules in an epidemic]
---*/
-- Days of supply of a medicine in one visit, in however many lines, against the limit of its kind: emergency, common, or chronic disease (by
-- medical type, the disease's own max_days in table chronic_limit, or the diagnosis; also where no diagnosis is known). The limit is rounded up to
-- whole packs; claimed is the fund of the packs beyond it, the last ones.
WITH disease_days AS (
    SELECT v.setl_id, l.max_days
    FROM valid_settlement v
    JOIN chronic_limit l
      ON l.opsp_dise_code = v.dise_no AND (l.insutype IS NULL OR l.insutype = v.insutype)
     AND in_region(l.region, v.admdvs) AND in_force(l.valid_from, l.valid_to, v.begndate)
    WHERE v.audited AND l.max_days > 0
    QUALIFY row_number() OVER (
        PARTITION BY v.setl_id
        ORDER BY length(rtrim(coalesce(l.region, ''), '0')) DESC, l.insutype IS NULL, l.valid_from DESC NULLS LAST, l.max_days DESC) = 1
), line AS (
    SELECT
        d.*,
        CASE WHEN d.kind = 'emergency' THEN getvariable('emergency_days')
             WHEN has_trait(d.traits, 'chronic') THEN coalesce(c.max_days, getvariable('chronic_days'))
             WHEN d.kind = 'pharmacy' OR x.dx_list IS NULL OR has_dx(x.dx_list, getvariable('chronic_dx')) THEN getvariable('chronic_days')
             ELSE getvariable('acute_days') END AS limit_days
    FROM drug_supply d
    LEFT JOIN settlement_dx x ON x.setl_id = d.setl_id
    LEFT JOIN disease_days c ON c.setl_id = d.setl_id
    WHERE d.audited AND d.cnt > 0 AND NOT d.at_discharge
      AND NOT has_word(concat_ws(' ', d.hilist_name, d.dosform_name), getvariable('indivisible_words'))
), ranked AS (
    SELECT
        *,
        least(cnt_in_all, CAST(ceil(CAST(limit_days * cnt_in_all AS DOUBLE) / days_in_all) AS DECIMAL(18, 4))) AS allowed_cnt,
        coalesce(sum(cnt) OVER (one ORDER BY fee_ocur_time DESC, feedetl_sn DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS later_cnt,
        min(hilist_code) OVER one AS item_code
    FROM line
    WHERE days_in_all > limit_days + getvariable('tolerance_days')
    WINDOW one AS (PARTITION BY setl_id, fee_date, medicine)
)
SELECT
    r.setl_id, r.item_code, r.fixmedins_code, r.psn_no, r.mdtrt_id,
    r.fee_date AS begin_date,
    r.fee_date AS end_date,
    'fee_line' AS row_table,
    r.feedetl_sn AS row_id,
    money_part(r.fund, greatest(0, least(r.cnt, r.cnt_in_all - r.allowed_cnt - r.later_cnt)), r.cnt) AS claim,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    coalesce(r.hilist_name, r.hilist_code) AS item,
    r.days_in_all AS days, r.limit_days,
    CAST(floor(CAST(r.allowed_cnt * r.days_in_all AS DOUBLE) / CAST(r.cnt_in_all AS DOUBLE)) AS INTEGER) AS allowed_days
FROM ranked r
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
WHERE r.allowed_cnt < r.cnt_in_all
