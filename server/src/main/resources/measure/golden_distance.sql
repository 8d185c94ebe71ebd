-- title: Golden cases' distance from the cases that come
-- kind: distance
-- meaning: How far the mix of golden cases is from the mix of cases that came in the period, by kind of entity, language and policy: Jensen-Shannon distance in base 2, 0 when the mixes are the same and 1 when they share nothing.
select '' as policy, coalesce(g.n, 0) as hits, coalesce(c.n, 0) as cases
from (
  select split_part(i.entity, ':', 1) || ' ' || i.language || ' ' || i.policy as what, count(*) as n
  from review.golden g join review.item i on i.id = g.source
  where g.created <= :as_of and (g.retired is null or g.retired > :as_of) group by 1) g
full join (
  select split_part(i.entity, ':', 1) || ' ' || i.language || ' ' || i.policy as what, count(*) as n
  from review.item i
  where i.created >= :from and i.created < :to and i.created <= :as_of and not i.blind group by 1) c
  on c.what = g.what
order by coalesce(g.what, c.what)
