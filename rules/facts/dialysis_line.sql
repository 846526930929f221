/*---
id: dialysis_line
doc:
  zh: 透析相关费用明细及其类别（透析次、组合治疗、连续性净化、腹透、透析器、肝素）
  en: Effective lines of dialysis and their kind (session, combined treatment, continuous, peritoneal, dialyser, heparin)
depends: [effective_line]
sources: [dialysis_item]
---*/
WITH item AS (
    SELECT DISTINCT l.hilist_code, d.hilist_code AS listed, d.dialysis_kind, d.valid_from, d.valid_to, d.region
    FROM (SELECT DISTINCT hilist_code FROM effective_line WHERE month IN (SELECT month FROM renew_month)) l
    JOIN dialysis_item d ON starts_with(l.hilist_code, d.hilist_code)
)
SELECT
    l.month, l.feedetl_sn, l.mdtrt_id, l.setl_id, l.psn_no, l.fixmedins_code, l.admdvs, l.kind, l.fee_ocur_time, l.fee_date,
    l.hilist_code, l.hilist_name, l.cnt, l.fund, i.dialysis_kind
FROM effective_line l
JOIN item i ON i.hilist_code = l.hilist_code AND in_region(i.region, l.admdvs) AND in_force(i.valid_from, i.valid_to, l.fee_date)
WHERE l.month IN (SELECT month FROM renew_month)
QUALIFY row_number() OVER (
    PARTITION BY l.feedetl_sn ORDER BY length(i.listed) DESC, length(rtrim(coalesce(i.region, ''), '0')) DESC, i.valid_from DESC NULLS LAST, i.dialysis_kind) = 1
