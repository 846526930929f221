/*---
id: not-insured-claim
title: { zh: 未参保或停保期间享受待遇, en: Fund payments without insurance in force }
grade: violation
tier: 1
severity: high
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: F2
params:
  grace_days:
    type: integer
    default: 0
    min: 0
    max: 31
    doc: { zh: 参保关系暂停后多少天内不计（暂停当日总是允许）, en: Days after the end of an insurance that are allowed (its last day always is) }
  newborn_days:
    type: integer
    default: 90
    min: 0
    max: 365
    doc: { zh: 新生儿出生后多少天内参保的，自出生之日起享受待遇, en: A child enrolled within so many days of its birth is insured from birth }
  layer_insutypes:
    type: list
    default: ['320', '330', '370', '392', '410', '510']
    doc:
      zh: 叠加在基本医保之上的险种（前缀），不能代替基本医保（公务员补助、大额补助、企业补充、居民大病、长护、生育）
      en: "Schemes (prefixes) on top of basic insurance, which do not stand in for it (civil servants' and large-amount supplements, enterprise supplements, residents' serious illness, long-term care, maternity)"
requires: [valid_settlement, insurance | benefit_pause]
population: SELECT count(*) FROM valid_settlement v WHERE v.audited AND v.fund > 0 AND (v.psn_no IN (SELECT psn_no FROM insurance) OR v.psn_no IN (SELECT psn_no FROM benefit_pause))
key: [claimed_settlement]
message:
  zh: "{fixmedins_name} 于 {service_date} 为{reason_zh}的人员结算统筹基金"
  en: "{fixmedins_name} settled pooled fund on {service_date} for a person {reason_en}"
false_positives:
  zh: [补缴后追溯享受待遇（后来又参保或恢复的降为可疑）, 新生儿, 等待期, 破产企业退休人员状态未更新（退休的降为可疑）, 另一基本医保在保（不列）, 前一段参保记录未导出（重新参保前的列为可疑）, 参保信息中没有的外地参保人（不列）, 参保状态不是 0–3 的记录（视为在保）]
  en: [arrears paid later (lowered to suspect when an insurance began again or the pause ended), newborn children, waiting periods, pensioners of bankrupt firms whose state was not updated (pensioners are lowered to suspect), insured under another basic scheme that day (left out), an earlier insurance of which the export lacks the row (what lies before the present one is suspect), "persons insured elsewhere, of whom the table says nothing (left out)", a state of insurance that is none of 0 to 3 (read as insured)]
---*/
-- The day that the service began lies in none of the person's insurances, or in a pause of benefits. A person without any row is not
-- judged; rows of a supplement say nothing about a settlement of basic insurance. Claimed is the whole pooled fund of the settlement.
WITH relation AS (
    SELECT
        psn_no,
        coalesce(psn_insu_rlts_id, '') || '|' || coalesce(insutype, '') AS row_id,
        insutype,
        -- a word that is no state says nothing
        CASE WHEN regexp_matches(trim(psn_insu_stas), '^0*[0-3]$') THEN right(trim(psn_insu_stas), 1) ELSE '1' END AS state,
        -- the begin of this insurance; the other date is that of the person's first one ever, which a renewed row still names
        coalesce(crt_insu_date, psn_insu_date) AS begun,
        paus_insu_date AS paused,
        -- the last month that was paid for, 202603 or 2026-03
        replace(max_acctprd, '-', '') AS paid_to,
        is_yes(insutype_retr_flag) OR is_yes(retr_trt_enjymnt_flag) AS retired
    FROM insurance
), judged AS (
    SELECT
        v.setl_id, r.row_id, r.begun, r.paused, r.retired, r.state,
        r.begun > v.begndate AS later,
        (r.state <> '0'
            AND (coalesce(r.begun, v.begndate) <= v.begndate OR coalesce(r.begun <= plus_days(v.brdy, getvariable('newborn_days')), false))
            AND (r.state = '1' OR r.paused IS NULL OR v.begndate <= plus_days(r.paused, getvariable('grace_days'))))
        OR coalesce(length(r.paid_to) = 6 AND replace(month_of(v.begndate), '-', '')
            BETWEEN coalesce(replace(month_of(r.begun), '-', ''), '') AND r.paid_to, false) AS covers
    FROM valid_settlement v
    JOIN relation r ON r.psn_no = v.psn_no
    WHERE v.audited AND v.fund > 0
      AND (coalesce(v.insutype = r.insutype, true)
        OR has_prefix(v.insutype, getvariable('layer_insutypes'))
        OR NOT has_prefix(r.insutype, getvariable('layer_insutypes')))
), uncovered AS (
    SELECT
        setl_id,
        CASE WHEN bool_or(coalesce(later, false) OR retired) THEN 'suspect' ELSE 'violation' END AS grade,
        max(paused) FILTER (NOT coalesce(later, false) AND state <> '0') AS paused,
        min(begun) FILTER (later) AS begun
    FROM judged
    GROUP BY setl_id
    HAVING NOT bool_or(covers)
), paused AS (
    SELECT v.setl_id, p.trt_dcla_detl_sn AS row_id, p.begndate, p.enddate
    FROM valid_settlement v
    JOIN benefit_pause p ON p.psn_no = v.psn_no
    WHERE v.audited AND v.fund > 0
      AND is_valid(p.vali_flag)
      AND (p.insutype IS NULL OR v.insutype IS NULL OR p.insutype = v.insutype)
      AND v.begndate >= p.begndate AND (p.enddate IS NULL OR v.begndate <= p.enddate)
    QUALIFY row_number() OVER (PARTITION BY v.setl_id ORDER BY p.enddate IS NOT NULL, p.begndate, p.trt_dcla_detl_sn) = 1
), flagged AS (
    SELECT v.*,
        -- the surer of the two speaks
        CASE WHEN u.grade = 'violation' OR (p.setl_id IS NOT NULL AND p.enddate IS NULL) THEN 'violation' ELSE 'suspect' END AS grade,
        CASE WHEN u.setl_id IS NULL THEN 'paused' WHEN u.paused IS NOT NULL THEN 'ended' WHEN u.begun IS NOT NULL THEN 'later' ELSE 'never' END AS reason,
        coalesce(CASE WHEN u.setl_id IS NULL THEN p.begndate END, u.paused, u.begun) AS since,
        p.row_id AS pause_row, u.setl_id IS NOT NULL AS uninsured
    FROM valid_settlement v
    LEFT JOIN uncovered u ON u.setl_id = v.setl_id
    LEFT JOIN paused p ON p.setl_id = v.setl_id
    WHERE u.setl_id IS NOT NULL OR p.setl_id IS NOT NULL
), row_of AS (
    SELECT setl_id, 'settlement' AS row_table, setl_id AS row_id, fund AS claim FROM flagged
    UNION ALL
    SELECT f.setl_id, 'insurance', j.row_id, 0 FROM flagged f JOIN judged j ON j.setl_id = f.setl_id WHERE f.uninsured
    UNION ALL
    SELECT setl_id, 'benefit_pause', pause_row, 0 FROM flagged WHERE pause_row IS NOT NULL
)
SELECT
    f.setl_id AS claimed_settlement,
    f.fixmedins_code, f.psn_no, f.mdtrt_id, f.setl_id,
    f.begndate AS begin_date,
    coalesce(f.enddate, f.begndate) AS end_date,
    r.row_table, r.row_id, r.claim, f.grade,
    coalesce(k.fixmedins_name, f.fixmedins_code) AS fixmedins_name,
    f.begndate AS service_date,
    CASE f.reason WHEN 'paused' THEN '待遇自 ' || f.since || ' 起暂停' WHEN 'ended' THEN '参保关系至 ' || f.since || ' 暂停或终止'
                  WHEN 'later' THEN f.since || ' 才参保' ELSE '未参保' END AS reason_zh,
    CASE f.reason WHEN 'paused' THEN 'whose benefits are paused from ' || f.since WHEN 'ended' THEN 'whose insurance ended on ' || f.since
                  WHEN 'later' THEN 'not insured before ' || f.since ELSE 'who is not insured' END AS reason_en
FROM flagged f
JOIN row_of r ON r.setl_id = f.setl_id
LEFT JOIN institution_kind k ON k.fixmedins_code = f.fixmedins_code
