-- title: Confirmed by reviewers
-- kind: share
-- meaning: Of the entities that machines labelled for the policy and people then decided on, the share that people found to break it. People see the doubtful ones first, so this is lower than the share over all labels.
select policy, count(*) filter (where hit) as hits, count(*) as cases
from (
  select distinct on (l.entity, l.policy) l.policy, (v.violates and v.policy = l.policy) as hit
  from label l join review.item i on i.entity = l.entity join review.verdict v on v.item = i.id
  where l.kind in ('RULE', 'HASH', 'MODEL', 'LLM') and l.negates is null and not l.clears
    and v.at > l.created and v.at >= :from and v.at < :to and v.at <= :as_of
    and (v.undone is null or v.undone > :as_of)
  order by l.entity, l.policy, v.id desc
) judged
group by policy order by policy
