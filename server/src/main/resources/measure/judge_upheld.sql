-- title: Judge upheld by people
-- kind: share
-- meaning: Of a judge's answers that people looked at, the share they said the same of. They look at its positives more often, so this is not its accuracy over all content.
select policy, count(*) filter (where found = breaks) as hits, count(*) as cases
from (
  select s.policy, j.breaks, coalesce(j.truth = 1, (
    select v.violates and v.policy = s.policy
    from review.item i join review.verdict v on v.item = i.id
    where i.entity = j.unit and v.at <= :as_of and (v.undone is null or v.undone > :as_of)
    order by v.id desc limit 1)) as found
  from measure.judgement j join measure.sample s on s.id = j.sample
  where j.breaks is not null and j.audited and j.at <= :as_of and s.created <= :as_of
    and s.day >= (:from at time zone 'UTC')::date and s.day < (:to at time zone 'UTC')::date
) looked
where found is not null
group by policy order by policy
