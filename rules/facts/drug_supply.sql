/*---
id: drug_supply
doc:
  zh: 带走的药品（门诊、急诊、药店购药和出院带药，不计免费的），每行够用几天，同日同一结算中该药各行合计够用几天
  en: Drugs charged and taken home (visits, pharmacies, at discharge), for how many days each line lasts, and all lines of the medicine of that day and settlement
depends: [effective_line, valid_settlement]
sources: [fee_line]
---*/
WITH line AS (
    SELECT
        l.month, l.feedetl_sn, l.setl_id, l.mdtrt_id, l.psn_no, l.fixmedins_code, l.admdvs, l.kind,
        coalesce(v.traits, '') AS traits, v.med_type,
        l.fee_ocur_time, l.fee_date, l.hilist_code, l.hilist_name,
        generic_of(l.hilist_code) AS generic,
        f.spec, f.dosform_name, f.sin_dos_dscr, l.used_frqu_dscr,
        -- what counts as the same: another strength, dose or frequency is another medicine
        concat_ws('|', generic_of(l.hilist_code), f.spec, f.sin_dos_dscr, l.used_frqu_dscr) AS medicine,
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
      AND l.amount > 0
      AND (l.kind <> 'inpatient' OR is_yes(l.dscg_tkdrug_flag))
), prescription AS (
    -- packs of one prescription add up; days that its lines state are said of the whole of it
    SELECT
        coalesce(setl_id, mdtrt_id) AS bill, fee_date, at_discharge, medicine, sum(cnt) AS cnt,
        greatest(coalesce(max(days) FILTER (days_from = 'stated'), 0), coalesce(sum(days) FILTER (days_from = 'computed'), 0)) AS days
    FROM line
    WHERE days IS NOT NULL
    GROUP BY coalesce(setl_id, mdtrt_id), fee_date, at_discharge, medicine, rx_drord_no
), handed AS (
    SELECT bill, fee_date, at_discharge, medicine, CAST(sum(cnt) AS DECIMAL(18, 4)) AS cnt, CAST(sum(days) AS INTEGER) AS days
    FROM prescription
    GROUP BY bill, fee_date, at_discharge, medicine
)
SELECT l.*, h.days AS days_in_all, h.cnt AS cnt_in_all
FROM line l
LEFT JOIN handed h
  ON l.days IS NOT NULL AND h.bill = coalesce(l.setl_id, l.mdtrt_id) AND h.fee_date = l.fee_date
 AND h.at_discharge = l.at_discharge AND h.medicine = l.medicine
