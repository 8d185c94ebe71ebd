-- title: Reviewers at work
-- kind: count
-- meaning: People who decided at least one case in the period.
select '' as policy, count(distinct reviewer) as value from review.verdict
where at >= :from and at < :to and at <= :as_of
