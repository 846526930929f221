/*---
id: registered_referral
doc:
  zh: 有效的转诊登记；只写了转往医院名称的，按名称对应机构编号（同名机构各一行）
  en: Valid referrals; where they only name the institution that they lead to, its code is found by the name (a row for each of that name)
sources: [referral, institution, settlement, encounter]
---*/
WITH nameless AS (
    SELECT DISTINCT trim(reflin_medins_name) AS name FROM referral WHERE reflin_medins_no IS NULL
), named AS (
    SELECT fixmedins_code, trim(fixmedins_name) AS name FROM institution WHERE trim(fixmedins_name) IN (SELECT name FROM nameless)
    UNION
    SELECT fixmedins_code, trim(fixmedins_name) FROM settlement WHERE trim(fixmedins_name) IN (SELECT name FROM nameless)
    UNION
    SELECT fixmedins_code, trim(fixmedins_name) FROM encounter WHERE trim(fixmedins_name) IN (SELECT name FROM nameless)
)
SELECT
    r.psn_no, r.fixmedins_code, coalesce(r.reflin_medins_no, n.fixmedins_code) AS reflin_medins_no, r.mdtrtarea_admdvs, r.begndate, r.enddate
FROM referral r
LEFT JOIN named n ON r.reflin_medins_no IS NULL AND n.name = trim(r.reflin_medins_name)
WHERE is_valid(r.vali_flag)
