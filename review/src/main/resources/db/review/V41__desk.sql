-- Cases that only leads may take, cases that a person put where they are, the picture a case shows,
-- and what of it was looked at.
alter table review.item
  add column escalated timestamptz,
  add column moved boolean not null default false,
  add column picture text collate "C";
create index item_escalated on review.item (queue, language, escalated)
  where state = 'open' and escalated is not null;

-- What somebody had before them: the picture of a case, and for how many milliseconds it was
-- uncovered; empty when they were only given the case.
alter table review.view
  add column picture text collate "C",
  add column uncovered integer check (uncovered >= 0);
create index view_picture on review.view (reviewer, picture, at)
  where picture is not null and uncovered is not null;
