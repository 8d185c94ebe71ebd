-- title: People's labels under checks
-- kind: share
-- meaning: Of people's decisions that figures of the policy rest on, the share that was put to the draw for a second look: every one that finds a breach and a random share of the rest. Where it is nothing, people are believed and the intervals do not hold their errors.
select policy, count(*) filter (where l.verdict is not null) as hits, count(*) as cases
from (
  select distinct s.policy, v.id
  from measure.sample s join measure.draw d on d.sample = s.id
  join review.item i on i.entity = d.unit and i.appeal is null and not i.blind
  join review.verdict v on v.item = i.id
  left join measure.judgement j on j.sample = s.id and j.unit = d.unit and j.at <= :as_of
  where d.label is null and (j.id is null or j.audited and j.truth is null)
    and v.at <= :as_of and (v.undone is null or v.undone > :as_of) and s.created <= :as_of
    and s.day >= (:from at time zone 'UTC')::date and s.day < (:to at time zone 'UTC')::date
    and not exists (select 1 from review.answer a where a.batch = v.batch)
) decisions left join measure.second_look l on l.verdict = decisions.id and l.at <= :as_of
group by policy order by policy
