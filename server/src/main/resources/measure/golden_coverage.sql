-- title: Traffic that golden cases cover
-- kind: share
-- meaning: Of a random sample of the texts people posted in the last week that was looked at, the share that is at least as near to a golden case as to the nearest of as many other texts of that week, drawn at random (cosine similarity of embeddings). Golden cases drawn at random from what people post would reach 50%; far less means that much of it is like no golden case. Agreement on golden cases says little about what they do not cover.
select '' as policy, covered as hits, sampled as cases
from measure.golden_coverage
where day >= (:from at time zone 'UTC')::date and day < (:to at time zone 'UTC')::date and at <= :as_of
  and compared is not null
order by day desc limit 1
