/*---
id: drg-cost-shift
title: { zh: 按病组付费后转嫁费用, en: Costs moved outside after payment by groups began }
grade: suspect
tier: 1
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第七项, checked: false }
official: { library: 两库, category: M-统计指标 }
catalogue: K3
params:
  min_rise:
    type: decimal
    default: 0.05
    min: 0
    max: 1
    doc:
      zh: 全自费占医疗费的比例至少上升多少（经验值）
      en: "Smallest rise of the share of the bill that patients pay entirely (experience, no official figure)"
  min_stays:
    type: integer
    default: 30
    min: 5
    max: 100000
    doc: { zh: 实行前、后各至少多少次住院（经验值）, en: "Fewest stays before and after (experience, no official figure)" }
  exempt_traits:
    type: list
    default: [chronic, dialysis, chemo, special_drug, maternity]
    doc:
      zh: 不适用的门诊医疗类别特征（慢特病、透析、放化疗、特药等）
      en: "Traits of visits that are exempt (chronic disease, dialysis, chemotherapy, special drugs and the like)"
requires: [drg_settlement, stay, settlement.fulamt_ownpay_amt]
lookback: 24 months
population:
  SELECT count(DISTINCT fixmedins_code) FROM drg_settlement WHERE audited AND fixmedins_code IN (SELECT v.fixmedins_code FROM valid_settlement v
  JOIN (SELECT fixmedins_code, min(dsc) AS started FROM drg_settlement GROUP BY fixmedins_code) o ON o.fixmedins_code = v.fixmedins_code
  WHERE v.kind = 'inpatient' AND coalesce(v.enddate, CAST(v.setl_time AS DATE)) < o.started)
key: [fixmedins_code]
apart: true
message:
  zh: "{fixmedins_name} 自 {started} 按病组结算后，住院全自费占比由 {before}% 升至 {after}%；住院期间另有院外门诊、购药 {purchases} 次由基金支付 {fund} 元"
  en: "{fixmedins_name}: since it is paid by groups ({started}) the share that inpatients pay entirely rose from {before} % to {after} %; during the stays the fund paid {purchases} visits and purchases elsewhere ({fund} yuan)"
false_positives:
  zh: [药品、项目调出目录（各机构同升）, 慢特病购药、透析、放化疗（不列）, 家属代购本人其他用药, 实行日以首个已分组结算计，早先的分组结果未提供]
  en: [items taken off the list (a rise everywhere), "chronic drugs, dialysis, chemotherapy (not listed)", other drugs of the patient fetched by the family, "the start is taken from the first grouped settlement, earlier ones may be missing"]
---*/
-- Stays of an institution before and since its first grouped settlement: the share of the bill that patients pay entirely. Where it rose, claimed are
-- the visits and purchases elsewhere on days strictly within its grouped stays; without any, the stays with own pay are shown as a clue.
WITH start_of AS (
    SELECT fixmedins_code, min(dsc) AS started FROM drg_settlement GROUP BY fixmedins_code
), billed AS (
    SELECT
        v.setl_id, v.mdtrt_id, v.psn_no, v.fixmedins_code, v.begndate, coalesce(v.enddate, v.begndate) AS until, v.medfee, v.audited,
        coalesce(s.fulamt_ownpay_amt, 0) AS own_pay, o.started,
        coalesce(v.enddate, CAST(v.setl_time AS DATE)) >= o.started AS since
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    JOIN start_of o ON o.fixmedins_code = v.fixmedins_code
    WHERE v.kind = 'inpatient' AND v.medfee > 0 AND NOT v.refd_part
), rise AS (
    SELECT
        fixmedins_code, max(started) AS started,
        ratio(sum(own_pay) FILTER (WHERE NOT since), sum(medfee) FILTER (WHERE NOT since)) AS before,
        ratio(sum(own_pay) FILTER (WHERE since), sum(medfee) FILTER (WHERE since)) AS after
    FROM billed
    GROUP BY fixmedins_code
    HAVING count(*) FILTER (WHERE since) >= getvariable('min_stays') AND count(*) FILTER (WHERE NOT since) >= getvariable('min_stays')
), risen AS (
    SELECT * FROM rise WHERE after - before >= getvariable('min_rise') AND after > before
), purchase AS (
    SELECT DISTINCT r.fixmedins_code, d.mdtrt_id AS stay_id, w.setl_id, w.mdtrt_id, w.psn_no, w.begndate AS day, w.fund, coalesce(w.acct_pay, 0) AS acct_pay
    FROM risen r
    JOIN drg_settlement d ON d.fixmedins_code = r.fixmedins_code
    JOIN stay s ON s.mdtrt_id = d.mdtrt_id
    JOIN valid_settlement w ON w.psn_no = d.psn_no AND w.begndate > s.adm AND w.begndate < s.dsc
    WHERE w.audited AND w.fund > 0
      AND w.kind IN ('outpatient', 'pharmacy')
      AND w.fixmedins_code <> r.fixmedins_code
      AND NOT has_any_trait(w.traits, getvariable('exempt_traits'))
), total AS (
    SELECT fixmedins_code, count(DISTINCT setl_id) AS purchases FROM purchase GROUP BY fixmedins_code
), paid AS (
    SELECT fixmedins_code, sum(fund) AS fund FROM (SELECT DISTINCT fixmedins_code, setl_id, fund FROM purchase) GROUP BY fixmedins_code
), row_of AS (
    SELECT DISTINCT
        fixmedins_code, psn_no, mdtrt_id, setl_id, day AS begin_date, day AS end_date, 'settlement' AS row_table, setl_id AS row_id, fund AS claim,
        acct_pay AS account
    FROM purchase
    UNION ALL
    SELECT DISTINCT p.fixmedins_code, s.psn_no, s.mdtrt_id, NULL, s.adm, s.dsc, 'encounter', s.mdtrt_id, 0, 0
    FROM purchase p
    JOIN stay s ON s.mdtrt_id = p.stay_id
    UNION ALL
    SELECT b.fixmedins_code, b.psn_no, b.mdtrt_id, b.setl_id, b.begndate, b.until, 'settlement', b.setl_id, 0, 0
    FROM billed b
    WHERE b.since AND b.audited AND b.own_pay > 0 AND b.fixmedins_code NOT IN (SELECT fixmedins_code FROM total)
)
SELECT
    r.fixmedins_code, o.psn_no, o.mdtrt_id, o.setl_id, o.begin_date, o.end_date, o.row_table, o.row_id, o.claim, o.account,
    CASE WHEN t.purchases IS NULL THEN 'clue' ELSE 'suspect' END AS grade,
    coalesce(k.fixmedins_name, r.fixmedins_code) AS fixmedins_name,
    r.started,
    plain(100 * r.before) AS before,
    plain(100 * r.after) AS after,
    coalesce(t.purchases, 0) AS purchases,
    coalesce(p.fund, 0) AS fund
FROM risen r
JOIN row_of o ON o.fixmedins_code = r.fixmedins_code
LEFT JOIN total t ON t.fixmedins_code = r.fixmedins_code
LEFT JOIN paid p ON p.fixmedins_code = r.fixmedins_code
LEFT JOIN institution_kind k ON k.fixmedins_code = r.fixmedins_code
