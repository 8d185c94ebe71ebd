-- title: Restrictions
-- kind: count
-- meaning: Restrictions that users were told about in the period.
select policy, count(*) as value from review.statement
where at >= :from and at < :to and at <= :as_of
group by policy order by policy
