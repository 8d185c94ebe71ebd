-- Every draw of the period with its label: what the upload said, else what a judge said, else the newest decision
-- of a person that stood then. audit_probability is there where a judge was asked, and audited where a person was to
-- look at its answer; second_probability where a decision of a person was to be taken again, and settled is what
-- came of that, null while it waits. sources names the machines that had labelled the entity for the policy by then.
select s.policy, s.day, d.ordinal, d.unit, d.views, d.probability, d.pivots, s.views as day_views, d.label,
  s.judge <> '' as by_judge, j.breaks, j.audit_probability, j.audited, j.truth,
  p.said, p.second_probability, p.settled,
  array(
    select distinct lower(l.kind) || ':' || l.source from label l
    where l.entity = d.unit and l.policy = s.policy and l.kind in ('RULE', 'HASH', 'MODEL', 'LLM')
      and l.negates is null and not l.clears and l.created <= :as_of order by 1) as sources
from measure.sample s join measure.draw d on d.sample = s.id
left join measure.judgement j on j.sample = s.id and j.unit = d.unit and j.at <= :as_of
left join lateral (
  select v.violates and v.policy = s.policy as said,
    case when l.drawn then l.probability end as second_probability,
    case when l.drawn then (
      select case
          when t.id is not null then t.policy = s.policy
          when x.policy = case when v.violates then v.policy else '' end then x.policy = s.policy end
      from review.quality_check c
      join review.answer x on x.item = c.item and x.at <= :as_of and (x.undone is null or x.undone > :as_of)
      left join review.quality_check k on k.verdict = v.id and k.kind = 'third'
      left join review.answer t on t.item = k.item and t.at <= :as_of and (t.undone is null or t.undone > :as_of)
      where c.verdict = v.id and c.kind = 'second') end as settled
  from review.item i join review.verdict v on v.item = i.id
  left join measure.second_look l on l.verdict = v.id and l.at <= :as_of
  where i.entity = d.unit and v.at <= :as_of and (v.undone is null or v.undone > :as_of)
    -- what a second look led to is its result, not a decision of its own
    and not exists (
      select 1 from review.answer a join review.quality_check q on q.item = a.item
      join measure.second_look m on m.verdict = q.verdict
      where a.batch = v.batch and m.at <= :as_of)
  order by v.id desc limit 1) p on d.label is null
where s.day >= (:from at time zone 'UTC')::date and s.day < (:to at time zone 'UTC')::date
  and s.created <= :as_of
order by s.policy, s.day, d.ordinal
