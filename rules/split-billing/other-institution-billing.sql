/*---
id: other-institution-billing
title: { zh: 为非定点或暂停机构结算, en: Settled while suspended or out of contract }
grade: violation
tier: 1
severity: critical
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第三十九条, checked: false }
official: { library: 两库, category: M-行为主体 }
catalogue: C19
params:
  exempt_kinds:
    type: list
    default: [emergency]
    doc: { zh: 不判断的就医类别（急诊）, en: Kinds of visits that are not judged (emergency) }
  exempt_traits:
    type: list
    default: [emergency]
    doc: { zh: 不判断的医疗类别特征（急诊转住院、急诊住院）, en: Traits of medical types that are not judged (admission through emergency) }
  partial_words:
    type: list
    default: [科室, 科, 病区, 医师, 医生, 药师, 责任医师, 部分]
    doc:
      zh: 暂停说明中含有这些词的，可能只暂停部分科室或医师（降为线索）
      en: Words in the note of a suspension that may mean a department or a doctor only (lowered to clue)
requires: [valid_settlement, suspension | institution.endtime | institution.vali_flag]
population: SELECT count(*) FROM valid_settlement WHERE audited
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 于 {service_day} 的服务发生在{reason_zh}（{from_day} 至 {to_day}）"
  en: "{fixmedins_name}: service on {service_day} falls {reason_en} ({from_day} to {to_day})"
false_positives:
  zh: [只暂停部分科室或医师（降为线索）, 暂停前已入院（以开始日期为准）, 急诊, 续签协议后登记的开始日期（定点开始之前的降为线索）, 服务之后才登记为无效（更新时间在服务之后的降为线索，没有更新时间的为可疑）]
  en: [only a department or a doctor suspended (lowered to clue), admitted before the suspension (the first day counts), emergencies, the first day of a renewed contract (before it only a clue), "a registration that became invalid after the service (a clue where the row was changed later, suspect where nothing says when)"]
---*/
-- By the first day of service, so that stays begun before a suspension are not its. Claimed is the whole fund and account.
WITH closed AS (
    SELECT
        fixmedins_code, begntime AS from_day, endtime AS to_day, 'suspended' AS reason,
        CASE WHEN has_word(memo, getvariable('partial_words')) THEN 'clue' ELSE 'violation' END AS grade,
        'suspension' AS row_table, concat_ws('|', fixmedins_code, text_of(begntime)) AS row_id
    FROM suspension
    WHERE is_valid(vali_flag) AND begntime IS NOT NULL
    UNION ALL
    SELECT fixmedins_code, plus_days(endtime, 1), NULL, 'ended', 'violation', 'institution', fixmedins_code
    FROM institution
    WHERE endtime IS NOT NULL
    UNION ALL
    -- a contract that was renewed is entered with its new first day
    SELECT fixmedins_code, NULL, plus_days(begntime, -1), 'not begun', 'clue', 'institution', fixmedins_code
    FROM institution
    WHERE begntime IS NOT NULL
    UNION ALL
    -- marked as not valid, without a last day: it surely was after the row was changed for the last time, perhaps before
    SELECT
        fixmedins_code, plus_days(updt_time, 1), NULL, 'void', CASE WHEN updt_time IS NULL THEN 'suspect' ELSE 'violation' END,
        'institution', fixmedins_code
    FROM institution
    WHERE NOT is_valid(vali_flag) AND endtime IS NULL
    UNION ALL
    SELECT fixmedins_code, NULL, CAST(updt_time AS DATE), 'void', 'clue', 'institution', fixmedins_code
    FROM institution
    WHERE NOT is_valid(vali_flag) AND endtime IS NULL AND updt_time IS NOT NULL
), billed AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.begndate, v.fund, v.acct_pay,
        c.from_day, c.to_day, c.reason, c.grade, c.row_table, c.row_id
    FROM valid_settlement v
    JOIN closed c ON c.fixmedins_code = v.fixmedins_code
    WHERE v.audited
      AND v.begndate >= coalesce(c.from_day, v.begndate)
      AND v.begndate <= coalesce(c.to_day, v.begndate)
      AND (v.fund > 0 OR v.acct_pay > 0)
      AND NOT array_contains(getvariable('exempt_kinds'), v.kind)
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
    -- the surest reason
    QUALIFY row_number() OVER (PARTITION BY v.setl_id ORDER BY c.grade DESC, c.reason DESC, c.from_day, c.row_id) = 1
), row_of AS (
    SELECT setl_id, 'settlement' AS row_table, setl_id AS row_id, greatest(0, fund) AS claim, greatest(0, coalesce(acct_pay, 0)) AS account
    FROM billed
    UNION ALL
    SELECT setl_id, row_table, row_id, 0, 0 FROM billed
)
SELECT
    b.setl_id AS claimed_settlement,
    b.fixmedins_code, b.psn_no, b.mdtrt_id, b.setl_id,
    b.begndate AS begin_date,
    b.begndate AS end_date,
    r.row_table, r.row_id, r.claim, r.account, b.grade,
    coalesce(k.fixmedins_name, b.fixmedins_code) AS fixmedins_name,
    b.begndate AS service_day,
    coalesce(text_of(b.from_day), '') AS from_day,
    coalesce(text_of(b.to_day), '') AS to_day,
    CASE b.reason WHEN 'suspended' THEN '医保服务暂停期间' WHEN 'ended' THEN '定点协议终止之后' WHEN 'void' THEN '定点登记无效期间' ELSE '定点协议开始之前' END AS reason_zh,
    CASE b.reason WHEN 'suspended' THEN 'into a suspension' WHEN 'ended' THEN 'after the end of the contract'
                  WHEN 'void' THEN 'while its registration was not valid' ELSE 'before the contract began' END AS reason_en
FROM billed b
JOIN row_of r ON r.setl_id = b.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = b.fixmedins_code
