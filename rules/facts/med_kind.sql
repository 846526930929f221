/*---
id: med_kind
doc:
  zh: 数据中出现的医疗类别归为住院、门诊、急诊、药店（本地对照表优先，其次最长前缀）
  en: The kind (inpatient, outpatient, emergency, pharmacy) and traits of every medical type in the data
sources: [settlement, encounter, med_type_kind]
---*/
WITH seen AS (
    SELECT med_type FROM settlement WHERE med_type IS NOT NULL
    UNION
    SELECT med_type FROM encounter WHERE med_type IS NOT NULL
)
SELECT s.med_type, k.kind, coalesce(k.traits, '') AS traits
FROM seen s
JOIN med_type_kind k ON starts_with(s.med_type, k.med_type)
QUALIFY row_number() OVER (
    PARTITION BY s.med_type ORDER BY k.shipped, length(k.med_type) DESC, k.valid_from DESC NULLS LAST, k.kind, k.traits) = 1
