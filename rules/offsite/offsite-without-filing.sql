/*---
id: offsite-without-filing
title: { zh: 未备案异地直接结算, en: Settled away from home without a filing }
grade: violation
tier: 5
severity: medium
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第三十八条第六项, checked: false }
official: { library: 两库, category: P-政策 }
catalogue: I1
params:
  province_free_from:
    type: date
    default: 2023-02-01
    doc:
      zh: 自此日起省内异地就医免备案（各地日期不同），其后只判断跨省
      en: "From this day treatment within the province needs no filing (dates differ by region); only other provinces are judged then"
  filed_by_discharge:
    type: boolean
    default: true
    doc: { zh: 出院前补办的备案有效, en: A filing made up for before discharge is good }
  kinds:
    type: list
    default: [inpatient]
    doc: { zh: 判断的就医类别（住院、门诊等）, en: "Kinds of treatment that are judged (inpatient, outpatient and so on)" }
  exempt_traits:
    type: list
    default: [emergency, transfer]
    doc: { zh: 不适用的医疗类别特征（急诊、转外）, en: "Traits of medical types that are exempt (emergency, referred elsewhere)" }
requires: [offsite_filing, settlement.insu_admdvs | settlement.pay_loc]
population:
  SELECT count(*) FROM valid_settlement v JOIN settlement s ON s.setl_id = v.setl_id LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
  WHERE v.audited AND v.fund > 0 AND array_contains(getvariable('kinds'), v.kind)
  AND offsite_scope(CASE WHEN coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NOT NULL THEN v.insu_admdvs END, v.admdvs, v.pay_loc)
  IN ('elsewhere', CASE WHEN v.begndate < getvariable('province_free_from') THEN 'province' END)
  AND coalesce(ltrim(v.manl_reim_rea, '0'), '') = '' AND coalesce(v.pay_loc, '') <> '1'
key: [claimed_settlement]
message:
  zh: "{begin_day} 至 {end_day} 在 {fixmedins_name}（{place_zh}）就医直接结算，未见异地备案、转诊{basis_zh}"
  en: "Treated at {fixmedins_name} ({place_en}) from {begin_day} to {end_day} and settled directly, no filing and no referral found{basis_en}"
false_positives:
  zh: [出院前补办备案（视为已备案）, 登记过转诊的, 手工（零星）报销而非直接结算的（不列）, 急诊抢救, 省内免备案的地区（按日期参数）, 直辖市各区属同一统筹区（视为本地）, 结算时已按未备案降低比例（有参考比例的不列）, 政策规定未备案不降低比例的地区（不列）]
  en: [a filing made up for before discharge (counts), a registered referral, "reimbursed by hand, not settled directly (not listed)", an emergency, provinces without filing (parameter), the two codes of one municipality (counts as home), "a payment that was cut already (not listed where the reference share is known)", a policy that pays the same without a filing (not listed)]
---*/
-- Paid direct settlements (not by hand: a reason for it, of which 0 is none, or paid at the centre) in another pool (scope by the divisions of insurance and institution, by the place
-- of payment where either is unknown) without a filing in force that covers the place, without a
-- referral and not an emergency. Where table policy says by which share the fund pays less then (offsite_unfiled_cut), that share of the fund is
-- claimed; elsewhere the whole, as suspect.
WITH away AS (
    SELECT
        v.*, coalesce(v.enddate, v.begndate) AS until, p.offsite_unfiled_cut AS cut, p.inpatient_share,
        coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) AS treated_in,
        offsite_scope(CASE WHEN coalesce(i.fix_blng_admdvs, s.fix_blng_admdvs) IS NOT NULL THEN v.insu_admdvs END, v.admdvs, v.pay_loc) AS scope
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    LEFT JOIN institution i ON i.fixmedins_code = v.fixmedins_code
    LEFT JOIN settlement_policy p ON p.setl_id = v.setl_id
    WHERE v.audited AND v.fund > 0
      AND array_contains(getvariable('kinds'), v.kind)
      AND coalesce(ltrim(v.manl_reim_rea, '0'), '') = '' AND coalesce(v.pay_loc, '') <> '1'
      AND NOT has_any_trait(v.traits, getvariable('exempt_traits'))
), judged AS (
    SELECT *
    FROM away
    WHERE (scope = 'elsewhere' OR (scope = 'province' AND begndate < getvariable('province_free_from')))
      -- nothing is lost where the policy cuts nothing, nor where the fund paid no more than the reduced share of the policy: cut already
      AND coalesce(cut > 0, true)
      AND NOT coalesce(kind = 'inpatient' AND fund <= at_rate(inscp, inpatient_share * (1 - cut)), false)
), unfiled AS (
    SELECT j.*
    FROM judged j
    WHERE NOT EXISTS (
            SELECT 1
            FROM offsite_filing f
            WHERE (f.psn_no = j.psn_no OR f.certno = j.certno)
              AND is_valid(f.vali_flag) AND NOT is_yes(f.retn_flag)
              -- of an institution whose place is unknown any filing may be the one
              AND (j.treated_in IS NULL OR covers_place(f.rloc_admdvs, j.treated_in))
              AND f.begndate <= CASE WHEN getvariable('filed_by_discharge') THEN j.until ELSE j.begndate END
              AND coalesce(f.enddate, j.begndate) >= j.begndate)
      AND NOT EXISTS (
            SELECT 1
            FROM referral r
            WHERE r.psn_no = j.psn_no
              AND is_valid(r.vali_flag)
              -- one to another hospital that names no division does not mean all of them
              AND (r.reflin_medins_no = j.fixmedins_code
                OR ((j.treated_in IS NULL OR covers_place(r.mdtrtarea_admdvs, j.treated_in))
                  AND (r.mdtrtarea_admdvs IS NOT NULL OR r.reflin_medins_no IS NULL)))
              AND j.begndate BETWEEN r.begndate AND coalesce(r.enddate, j.begndate))
)
SELECT
    u.setl_id AS claimed_settlement,
    u.fixmedins_code, u.psn_no, u.mdtrt_id, u.setl_id,
    u.begndate AS begin_date,
    u.until AS end_date,
    'settlement' AS row_table,
    u.setl_id AS row_id,
    CASE WHEN u.cut IS NOT NULL THEN at_rate(u.fund, least(u.cut, 1)) ELSE u.fund END AS claim,
    CASE WHEN u.cut IS NOT NULL THEN 'violation' ELSE 'suspect' END AS grade,
    coalesce(k.fixmedins_name, u.fixmedins_code) AS fixmedins_name,
    u.begndate AS begin_day,
    u.until AS end_day,
    CASE u.scope WHEN 'elsewhere' THEN '跨省' ELSE '省内异地' END AS place_zh,
    CASE u.scope WHEN 'elsewhere' THEN 'another province' ELSE 'elsewhere in the province' END AS place_en,
    CASE WHEN u.cut IS NOT NULL THEN '，按政策少付 ' || plain(100 * u.cut) || '%' ELSE '' END AS basis_zh,
    CASE WHEN u.cut IS NOT NULL THEN '; by the policy the fund pays ' || plain(100 * u.cut) || ' % less then' ELSE '' END AS basis_en
FROM unfiled u
LEFT JOIN institution_kind k ON k.fixmedins_code = u.fixmedins_code
