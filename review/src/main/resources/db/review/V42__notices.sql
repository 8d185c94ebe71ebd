-- Notices by people without an account. Their items are reports like those of users, so a report
-- comes from the decision on an event or from an item of a notice.
create table review.notice (
  id      bigint generated always as identity primary key,
  token   text collate "C" not null unique,
  receipt text collate "C" not null unique,
  policy  text collate "C" not null,
  text    text not null,
  name    text not null,
  email   text not null,
  at      timestamptz not null
);

-- found is false for what is not known here; told once, to whoever holds the link.
create table review.notice_item (
  notice bigint not null references review.notice (id),
  n      integer not null,
  entity text collate "C" not null,
  found  boolean not null,
  primary key (notice, n)
);

alter table review.report drop constraint report_pkey;
alter table review.report alter column decision drop not null;
alter table review.report
  add column id bigint generated always as identity primary key,
  add column notice bigint references review.notice (id),
  add constraint report_decision unique (decision),
  add constraint report_notice unique (notice, entity),
  add constraint report_origin check (num_nonnulls(decision, notice) = 1);
