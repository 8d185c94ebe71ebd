-- Cases, who works on them, and what users are told. What people decided is a label in the ledger;
-- these tables hold what waits for them and who looked at what.
create schema if not exists review;

create table review.item (
  id          bigint generated always as identity primary key,
  entity      text collate "C" not null,
  policy      text collate "C" not null,
  queue       text collate "C" not null,
  language    text collate "C" not null,
  severity    smallint not null,
  probability double precision not null,
  views       double precision not null,
  reports     integer not null,
  content     bytea,
  cause       text not null,
  created     timestamptz not null,
  due         timestamptz,
  urgent      timestamptz,
  rank        double precision not null,
  state       text not null default 'open' check (state in ('open', 'decided')),
  assigned    text,
  excluded    text,
  appeal      bigint,
  second      boolean not null default false
) with (fillfactor = 90);
-- One open case an entity; appeals are cases of their own.
create unique index item_open on review.item (entity) where state = 'open' and appeal is null;
create index item_rank on review.item (queue, language, rank desc, id) where state = 'open';
create index item_age on review.item (queue, language, id) where state = 'open';
create index item_urgent on review.item (queue, language, urgent) where state = 'open' and urgent is not null;
create index item_content on review.item (content) where state = 'open' and content is not null;

-- Which queues and languages cases have had; what the search for the next case starts from.
create table review.shelf (
  queue    text collate "C" not null,
  language text collate "C" not null,
  primary key (queue, language)
);

-- A lease says that somebody works on a case until then. A table of its own, so that leasing does
-- not touch the indexes that order the cases.
create table review.lease (
  item     bigint primary key references review.item (id),
  token    uuid not null unique,
  reviewer text collate "C" not null,
  until    timestamptz not null
);
create index lease_reviewer on review.lease (reviewer);

create table review.skip (
  item     bigint not null references review.item (id),
  reviewer text collate "C" not null,
  reason   text not null,
  at       timestamptz not null,
  primary key (item, reviewer)
);

create table review.note (
  id     bigint generated always as identity primary key,
  item   bigint not null references review.item (id),
  author text not null,
  text   text not null,
  at     timestamptz not null
);
create index note_item on review.note (item, id);

-- What a person decided on a case, and under which batch of the ledger.
create table review.verdict (
  id       bigint generated always as identity primary key,
  item     bigint not null references review.item (id),
  token    uuid not null,
  reviewer text collate "C" not null,
  policy   text collate "C" not null,
  violates boolean not null,
  reason   text not null,
  batch    text collate "C" not null,
  at       timestamptz not null,
  undone   timestamptz
);
create index verdict_item on review.verdict (item);
create index verdict_batch on review.verdict (batch);
create index verdict_token on review.verdict (token);

-- One row each time somebody is shown a case. Append-only; the audit chain covers it in pages.
create table review.view (
  id       bigint generated always as identity primary key,
  reviewer text collate "C" not null,
  item     bigint not null,
  severity smallint not null,
  at       timestamptz not null
);
create index view_reviewer on review.view (reviewer, at);

create table review.reviewer (
  name      text collate "C" primary key,
  queues    text[] not null,
  languages text[] not null,
  grants    text[] not null,
  never     text[] not null,
  soft      integer not null,
  hard      integer not null
);

create table review.report (
  decision bigint primary key,
  reporter text collate "C" not null,
  entity   text collate "C" not null,
  policy   text collate "C" not null,
  text     text not null,
  at       timestamptz not null,
  upheld   boolean
);
create index report_entity on review.report (entity);
create index report_reporter on review.report (reporter);

-- What a user is told about a restriction, and the objection to it.
create table review.statement (
  id       bigint generated always as identity primary key,
  token    text collate "C" not null unique,
  entity   text collate "C" not null,
  policy   text collate "C" not null,
  action   text not null,
  label    bigint not null,
  machine  boolean not null,
  facts    text not null,
  template text not null,
  at       timestamptz not null,
  unique (entity, policy, label)
);
create table review.appeal (
  id        bigint generated always as identity primary key,
  statement bigint not null unique references review.statement (id),
  text      text not null,
  filed     timestamptz not null,
  outcome   text check (outcome in ('upheld', 'overturned')),
  decided   timestamptz,
  by_person text,
  answer    text
);

create table review.follower (
  name     text primary key,
  position bigint not null
);

create function review.forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on review.view
  for each statement execute function review.forbid_change();
