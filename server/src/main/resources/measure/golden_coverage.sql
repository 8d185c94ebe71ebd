-- title: Traffic that golden cases cover
-- kind: share
-- meaning: Of a random sample of the texts people posted in the last week that was looked at, the share that has a golden case near it: cosine similarity of their embeddings of at least 0.6. Agreement on golden cases says little about what they do not cover.
select '' as policy, covered as hits, sampled as cases
from measure.golden_coverage
where day >= (:from at time zone 'UTC')::date and day < (:to at time zone 'UTC')::date and at <= :as_of
order by day desc limit 1
