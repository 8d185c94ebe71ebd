-- title: Reviewers agree
-- kind: share
-- meaning: Of the pairs of decisions that two people took on one entity, one after the other, the share in which they said the same. Second looks go to the doubtful, so this is lower than on all cases.
select '' as policy, count(*) filter (where same) as hits, count(*) as cases
from (
  select (v.violates = w.violates and v.policy = w.policy) as same
  from review.verdict v join review.item i on i.id = v.item
    join review.item j on j.entity = i.entity join review.verdict w on w.item = j.id and w.id < v.id
  where v.at >= :from and v.at < :to and v.at <= :as_of and v.reviewer <> w.reviewer
    and not exists (
      select 1 from review.item k join review.verdict x on x.item = k.id
      where k.entity = i.entity and x.id > w.id and x.id < v.id)
) pairs
