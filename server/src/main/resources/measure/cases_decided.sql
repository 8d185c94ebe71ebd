-- title: Cases decided
-- kind: count
-- meaning: Decisions of people in the period that still stand.
select '' as policy, count(*) as value from review.verdict
where at >= :from and at < :to and at <= :as_of and (undone is null or undone > :as_of)
