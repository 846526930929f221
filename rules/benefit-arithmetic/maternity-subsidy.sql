/*---
id: maternity-subsidy
title: { zh: 生育定额补助错误, en: "Maternity subsidy paid wrongly" }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
  - { cite: 医疗保障基金使用监督管理条例 第四十一条第二项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: H5
params:
  interval_days: { type: integer, default: 270, min: 1, max: 365, doc: { zh: "两次生育补助的最短间隔（天）", en: "Fewest days between two subsidies of one person" } }
  delivery_types: { type: list, default: ['2106', '2107', '52'], doc: { zh: "分娩的医疗类别前缀", en: "Medical types (prefixes) of a delivery" } }
  stay_types: { type: list, default: ['52'], doc: { zh: "其中也可能未分娩的医疗类别前缀（生育住院）", en: "Those of them (prefixes) that may end without a delivery (a maternity stay)" } }
  delivery_dx: { type: list, default: [O80, O81, O82, O83, O84, Z37], doc: { zh: "证明已分娩的诊断编码前缀", en: "Prefixes of diagnoses that prove a delivery" } }
  delivery_words: { type: list, default: [分娩, 接生, 接产, 助产], doc: { zh: "名称含有这些词的收费也证明已分娩", en: "A charge with one of these words proves a delivery too" } }
  pregnancy_dx: { type: list, default: [O0, O1, O2, O47, Z34, Z35], doc: { zh: "未见分娩证据时表明只是妊娠期疾病的诊断编码前缀（流产、保胎等）", en: "Prefixes of diagnoses that tell of an illness of pregnancy where nothing proves a delivery (abortion, threatened abortion)" } }
  multiple_dx: { type: list, default: [O84, O30, Z37.2, Z37.3, Z37.4, Z37.5, Z37.6, Z37.7], doc: { zh: "多胎的诊断编码前缀", en: "Prefixes of diagnoses of a multiple birth" } }
  caesarean_types: { type: list, default: ['2107'], doc: { zh: "剖宫产的医疗类别前缀", en: "Medical types (prefixes) of a caesarean" } }
  caesarean_codes: { type: list, default: ['74.0', '74.1', '74.2', '74.4', '74.9'], doc: { zh: "剖宫产手术操作编码前缀（ICD-9-CM-3）", en: "Prefixes of operation codes of a caesarean (ICD-9-CM-3)" } }
  caesarean_words: { type: list, default: ['剖宫产', '剖腹产'], doc: { zh: "名称含有这些词的手术或收费也证明剖宫产", en: "An operation or a charge with one of these words proves a caesarean too" } }
  tolerance: { type: decimal, default: 0.01, min: 0, max: 10, doc: { zh: "超出不到此金额（元）的不列", en: "An excess of no more than this (yuan) is left out" } }
requires: [valid_settlement, settlement_policy.maternity_vaginal]
lookback: 12 months
population:
  SELECT count(*) FROM valid_settlement v JOIN settlement_policy p ON p.setl_id = v.setl_id
  WHERE v.audited AND p.maternity_vaginal IS NOT NULL AND has_prefix(v.med_type, getvariable('delivery_types'))
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} {birth_date} 生育结算支付 {paid} 元，应不超过 {allowed} 元：{reason_zh}"
  en: "{fixmedins_name}, delivery settled on {birth_date}: paid {paid} yuan, due {allowed} at most: {reason_en}"
false_positives:
  zh: [只有一方参保时减半支付给男方（不超过一半的不列）, 剖宫产病案未上传手术（收费名称可证明；仅凭缺手术的降为可疑）, 多胞胎另有加发政策（降为可疑）, 生育住院未分娩（保胎、流产等，不列；看不出是否分娩的降为可疑）, 已退费]
  en: ["half the amount paid to the father when only one partner is insured (up to half is left alone)", "a caesarean whose operation was not uploaded (a charge proves it too; on the missing operation alone the grade is suspect)", extra payments for multiple births (lowered to suspect), "a maternity stay without a delivery (left out by its diagnosis; suspect where nothing tells)", refunded settlements]
---*/
-- The fixed subsidy of the policy: caesarean by medical type, operation code or name, else the vaginal amount; half of it to a man. Nothing
-- is due within the interval after another subsidy of the person, or together with one of maternity insurance (510). The rest is claimed.
-- A stay settled in parts is one delivery with one amount for all parts, the earlier ones first.
-- A stay of type 52 is a delivery when a diagnosis, an operation or a charge says so.
WITH stay AS (
    SELECT v.*, coalesce(v.hifp_pay, v.fund) AS paid, x.dx_list
    FROM valid_settlement v
    LEFT JOIN settlement_dx x ON x.setl_id = v.setl_id
    WHERE v.kind = 'inpatient' AND has_prefix(v.med_type, getvariable('delivery_types')) AND coalesce(v.hifp_pay, v.fund) > 0
), caesarean AS (
    SELECT d.setl_id
    FROM stay d
    JOIN operation o ON o.setl_id = d.setl_id OR o.mdtrt_id = d.mdtrt_id
    WHERE is_valid(o.vali_flag)
      AND (has_prefix(o.oprn_oprt_code, getvariable('caesarean_codes')) OR has_word(o.oprn_oprt_name, getvariable('caesarean_words')))
    UNION
    SELECT d.setl_id
    FROM stay d
    JOIN effective_line l ON l.setl_id = d.setl_id
    WHERE has_word(l.hilist_name, getvariable('caesarean_words'))
), operated AS (
    -- stays whose operations are uploaded at all: only there a missing one says something
    SELECT DISTINCT d.fixmedins_code
    FROM stay d
    JOIN operation o ON o.setl_id = d.setl_id OR o.mdtrt_id = d.mdtrt_id
), delivered AS (
    SELECT setl_id FROM stay WHERE has_dx(dx_list, getvariable('delivery_dx'))
    UNION
    SELECT setl_id FROM caesarean
    UNION
    SELECT d.setl_id
    FROM stay d
    JOIN effective_line l ON l.setl_id = d.setl_id
    WHERE has_word(l.hilist_name, getvariable('delivery_words'))
), typed AS (
    SELECT
        s.*, has_prefix(s.med_type, getvariable('stay_types')) AND b.setl_id IS NULL AS unproved_birth,
        coalesce(s.insutype, '') = '510' AS by_maternity, coalesce(s.mdtrt_id, s.setl_id) AS one_stay,
        bool_or(c.setl_id IS NOT NULL) OVER (PARTITION BY s.psn_no, coalesce(s.mdtrt_id, s.setl_id)) AS proved,
        coalesce(sum(s.paid) OVER (
            PARTITION BY s.psn_no, coalesce(s.mdtrt_id, s.setl_id), coalesce(s.insutype, '') = '510' ORDER BY s.setl_time, s.setl_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS paid_before
    FROM stay s
    LEFT JOIN delivered b ON b.setl_id = s.setl_id
    LEFT JOIN caesarean c ON c.setl_id = s.setl_id
), delivery AS (
    SELECT * FROM typed WHERE NOT (unproved_birth AND has_dx(dx_list, getvariable('pregnancy_dx')))
), other AS (
    SELECT
        d.setl_id,
        bool_or(o.by_maternity) AS insured,
        bool_or(NOT o.by_maternity AND (o.begndate, o.setl_time, o.setl_id) < (d.begndate, d.setl_time, d.setl_id)) AS again,
        bool_and(o.unproved_birth) AS other_unproved,
        max(o.setl_id) AS other_setl
    FROM delivery d
    JOIN delivery o
      ON o.psn_no = d.psn_no AND o.setl_id <> d.setl_id
     AND abs(days_between(o.begndate, d.begndate)) < getvariable('interval_days')
    WHERE o.by_maternity OR o.one_stay <> d.one_stay
    GROUP BY d.setl_id
), due AS (
    SELECT
        d.*, o.other_setl, p.maternity_vaginal, p.maternity_caesarean,
        coalesce(o.insured, false) AS insured, coalesce(o.again, false) AS again,
        d.unproved_birth OR coalesce(o.other_unproved, false) OR has_dx(d.dx_list, getvariable('multiple_dx')) AS doubtful,
        coalesce(right(trim(d.gend), 1) = '1', false) AS to_man,
        has_prefix(d.med_type, getvariable('caesarean_types')) AS said, t.fixmedins_code IS NOT NULL AS uploads
    FROM delivery d
    JOIN settlement_policy p ON p.setl_id = d.setl_id AND p.maternity_vaginal IS NOT NULL
    LEFT JOIN other o ON o.setl_id = d.setl_id
    LEFT JOIN operated t ON t.fixmedins_code = d.fixmedins_code
    WHERE d.audited AND NOT d.by_maternity
), judged AS (
    SELECT
        *,
        said AND NOT proved AND uploads AS unproved,
        CASE WHEN insured OR again THEN 0
             ELSE greatest(0, money_part(CASE WHEN proved OR (said AND NOT uploads) THEN coalesce(maternity_caesarean, maternity_vaginal)
                                              ELSE maternity_vaginal END, 1, CASE WHEN to_man THEN 2 ELSE 1 END) - paid_before) END AS allowed,
        CASE WHEN insured OR again THEN 0
             ELSE greatest(0, money_part(greatest(maternity_vaginal, maternity_caesarean), 1, CASE WHEN to_man THEN 2 ELSE 1 END) - paid_before)
             END AS most
    FROM due
), flagged AS (
    SELECT
        *,
        CASE WHEN insured THEN '已享受生育保险' WHEN again THEN '间隔期内第二次支付' WHEN unproved THEN '未见剖宫产手术'
             WHEN to_man THEN '男性至多一半' ELSE '超过定额' END AS reason_zh,
        CASE WHEN insured THEN 'maternity insurance paid too' WHEN again THEN 'second payment within the interval'
             WHEN unproved THEN 'no caesarean on record' WHEN to_man THEN 'half at most for a man' ELSE 'above the fixed amount' END AS reason_en,
        CASE WHEN doubtful OR unproved AND paid <= most + getvariable('tolerance') AND NOT insured AND NOT again THEN 'suspect' ELSE 'violation' END AS grade
    FROM judged
    WHERE paid > allowed + getvariable('tolerance')
)
SELECT
    f.setl_id AS claimed_settlement,
    f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    f.begndate AS begin_date,
    coalesce(f.enddate, f.begndate) AS end_date,
    r.row_table, r.row_id, r.claim, f.grade,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.begndate AS birth_date, f.paid, f.allowed, f.reason_zh, f.reason_en
FROM flagged f
JOIN (
    SELECT setl_id, 'settlement' AS row_table, setl_id AS row_id, CAST(paid - allowed AS DECIMAL(18, 2)) AS claim FROM flagged
    UNION ALL
    SELECT setl_id, 'settlement', other_setl, 0 FROM flagged WHERE insured OR again
    UNION
    SELECT f.setl_id, 'settlement', t.setl_id, 0
    FROM flagged f
    JOIN typed t ON t.psn_no = f.psn_no AND t.one_stay = f.one_stay AND t.by_maternity = f.by_maternity
    WHERE (t.setl_time, t.setl_id) < (f.setl_time, f.setl_id)
) r ON r.setl_id = f.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
