/*---
id: bad-id
title: { zh: 证件异常, en: Identity data that contradict each other }
grade: clue
severity: low
status: stable
since: 0.1.0
legal:
  - { cite: 医疗保障基金使用监督管理条例 第十六条, checked: false }
official: { library: 两库, category: M-数据 }
catalogue: F9
params:
  check_digit:
    type: boolean
    default: true
    doc: { zh: 是否检查身份证号码校验位, en: Whether the check digit of identity numbers is looked at }
  names:
    type: boolean
    default: true
    doc: { zh: 是否检查同一人有多个姓名, en: Whether several names of one person are looked at }
requires: [valid_settlement, settlement.certno | encounter.certno | person.certno]
population: SELECT count(DISTINCT psn_no) FROM valid_settlement WHERE audited AND certno NOT LIKE '%*%'
key: [psn_no]
message:
  zh: "身份信息矛盾：{reasons_zh}"
  en: "Identity data contradict each other: {reasons_en}"
false_positives:
  zh: [15 位旧号码、外国人证件（不检查）, 姓名脱敏或生僻字（脱敏的不检查）, 合法改名, 同一人两个人员编号（重复参保）]
  en: ["old numbers of 15 digits, foreigners (not looked at)", masked names (not looked at), a lawful change of name, one person with two numbers (insured twice)]
---*/
-- Persons with settlements in the audited months: a wrong check digit, a date of birth or sex that the identity number contradicts, one
-- certificate of several persons, several names of one person. A fault of the data: no money. One settlement of each kind is shown.
WITH seen AS (
    SELECT v.setl_id, v.psn_no, v.fixmedins_code, v.begndate, v.certno, v.brdy, v.gend, s.psn_name, v.setl_time
    FROM valid_settlement v
    JOIN settlement s ON s.setl_id = v.setl_id
    WHERE v.audited AND v.psn_no IS NOT NULL AND v.certno NOT LIKE '%*%'
), shared AS (
    SELECT certno FROM seen GROUP BY certno HAVING count(DISTINCT psn_no) > 1
), renamed AS (
    SELECT psn_no FROM seen WHERE psn_name NOT LIKE '%*%' GROUP BY psn_no HAVING count(DISTINCT trim(psn_name)) > 1
), judged AS (
    SELECT
        s.*,
        getvariable('check_digit') AND coalesce(id_check_fails(s.certno), false) AS bad_digit,
        coalesce(birth_of_id(s.certno) <> s.brdy, false) AS bad_birth,
        coalesce(sex_of_id(s.certno) <> right(trim(s.gend), 1) AND right(trim(s.gend), 1) IN ('1', '2'), false) AS bad_sex,
        s.certno IN (SELECT certno FROM shared) AS is_shared,
        getvariable('names') AND s.psn_no IN (SELECT psn_no FROM renamed) AS is_renamed
    FROM seen s
), contradicted AS (
    SELECT *
    FROM judged
    WHERE bad_digit OR bad_birth OR bad_sex OR is_shared OR is_renamed
    QUALIFY row_number() OVER (PARTITION BY psn_no, certno, psn_name ORDER BY setl_time, setl_id) = 1
), person_of AS (
    SELECT
        psn_no,
        concat_ws('、', CASE WHEN bool_or(bad_digit) THEN '身份证号校验位错误' END, CASE WHEN bool_or(bad_birth) THEN '出生日期与身份证号不符' END,
            CASE WHEN bool_or(bad_sex) THEN '性别与身份证号不符' END, CASE WHEN bool_or(is_shared) THEN '多人同一证件' END,
            CASE WHEN bool_or(is_renamed) THEN '一人多个姓名' END) AS reasons_zh,
        concat_ws(', ', CASE WHEN bool_or(bad_digit) THEN 'wrong check digit' END, CASE WHEN bool_or(bad_birth) THEN 'another date of birth' END,
            CASE WHEN bool_or(bad_sex) THEN 'another sex' END, CASE WHEN bool_or(is_shared) THEN 'one certificate of several persons' END,
            CASE WHEN bool_or(is_renamed) THEN 'several names' END) AS reasons_en
    FROM contradicted
    GROUP BY psn_no
)
SELECT
    c.psn_no, c.fixmedins_code,
    text_of(NULL) AS mdtrt_id,
    c.setl_id,
    c.begndate AS begin_date,
    c.begndate AS end_date,
    'settlement' AS row_table,
    c.setl_id AS row_id,
    0 AS claim,
    p.reasons_zh, p.reasons_en
FROM contradicted c
JOIN person_of p ON p.psn_no = c.psn_no
