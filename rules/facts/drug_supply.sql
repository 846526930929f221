/*---
id: drug_supply
doc:
  zh: 带走的药品（门诊、急诊、药店购药和出院带药），每行够用几天
  en: Drugs taken home (visits, pharmacies, at discharge), and for how many days each line lasts
depends: [effective_line, valid_settlement]
sources: [fee_line]
---*/
SELECT
    l.month, l.feedetl_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.fixmedins_code, l.admdvs, l.kind,
    coalesce(v.traits, '') AS traits, v.med_type,
    l.fee_ocur_time, l.fee_date, l.hilist_code, l.hilist_name,
    generic_of(l.hilist_code) AS generic,
    f.spec, f.dosform_name, f.sin_dos_dscr, l.used_frqu_dscr,
    is_yes(l.dscg_tkdrug_flag) AS at_discharge,
    l.rx_drord_no,
    coalesce(l.bilg_dr_code, v.dr_code) AS dr_code,
    l.cnt, l.fund,
    CASE WHEN f.prd_days > 0 THEN 'stated' ELSE 'computed' END AS days_from,
    supply_days(f.prd_days, l.cnt, f.spec, f.sin_dos_dscr, l.used_frqu_dscr) AS days
FROM effective_line l
JOIN fee_line f ON f.feedetl_sn = l.feedetl_sn
LEFT JOIN valid_settlement v ON v.setl_id = l.setl_id
WHERE l.month IN (SELECT month FROM renew_month)
  AND l.charge_class IN ('09', '10', '11')
  AND (l.kind <> 'inpatient' OR is_yes(l.dscg_tkdrug_flag))
