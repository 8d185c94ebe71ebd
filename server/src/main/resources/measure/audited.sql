-- title: Machines' labels are right
-- kind: audited
-- meaning: Of the labels machines wrote for the policy, the share that people found right when a random sample of each day's labels of each machine was put before them. Each label counts once, however often its content was seen; the share of views is told apart from it.
select d.policy, lower(d.kind) || ':' || d.source as source, d.probability, m.is_right
from review.audit_draw d
left join lateral (
  select coalesce(t.policy = d.policy, v.violates and v.policy = d.policy) as is_right
  from review.item i join review.verdict v on v.item = i.id
  left join review.quality_check c on c.verdict = v.id and c.kind = 'third'
  left join review.answer t on t.item = c.item and t.at <= :as_of and (t.undone is null or t.undone > :as_of)
  where i.entity = d.entity and i.appeal is null and v.at <= :as_of and (v.undone is null or v.undone > :as_of)
  order by v.id desc limit 1) m on true
where d.kind <> 'REVIEWER' and d.created <= :as_of
  and d.day >= (:from at time zone 'UTC')::date and d.day < (:to at time zone 'UTC')::date
order by d.policy, source, d.day, d.id
