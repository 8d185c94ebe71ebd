-- Whether people agree: cases that look like any other and are there to measure. A blind item is an
-- item like all others; only quality_check, which nothing that reviewers see is made from, says so.
alter table review.item add column blind boolean not null default false;
drop index review.item_open;
create unique index item_open on review.item (entity) where state = 'open' and appeal is null and not blind;
create index item_blind on review.item (id) where state = 'open' and blind;

-- Policies a person may decide by; none named means all.
alter table review.reviewer add column policies text[] not null default '{}';

-- How much of a queue is looked at for quality: the share of cases handed out that are golden, and the
-- share of decisions that somebody else takes again.
create table review.quality_rate (
  queue  text collate "C" primary key,
  golden double precision not null check (golden between 0 and 0.5),
  second double precision not null check (second between 0 and 1)
);

-- A decided case whose answer is known. source is the case it is a copy of; broken is empty when it
-- breaks no policy; as_of is the moment whose knowledge the copy shows.
create table review.golden (
  id      bigint generated always as identity primary key,
  source  bigint not null references review.item (id),
  broken  text collate "C" not null,
  why     text not null,
  as_of   timestamptz not null,
  author  text not null,
  created timestamptz not null,
  retired timestamptz
);
create unique index golden_source on review.golden (source) where retired is null;

-- A set of cases that everybody named labels, results shown when all are done.
create table review.calibration (
  id           bigint generated always as identity primary key,
  title        text not null,
  participants text[] not null,
  author       text not null,
  created      timestamptz not null,
  closed       timestamptz
);
create table review.calibration_case (
  session bigint not null references review.calibration (id),
  ordinal integer not null,
  source  bigint not null references review.item (id),
  as_of   timestamptz not null,
  primary key (session, ordinal)
);

-- What a blind item is for. verdict is the decision taken again (second) or settled (third);
-- probability is the chance with which it was drawn.
create table review.quality_check (
  item        bigint primary key references review.item (id),
  kind        text not null check (kind in ('golden', 'second', 'third', 'calibration')),
  source      bigint not null references review.item (id),
  as_of       timestamptz not null,
  verdict     bigint references review.verdict (id),
  golden      bigint references review.golden (id),
  session     bigint,
  ordinal     integer,
  probability double precision not null check (probability > 0 and probability <= 1),
  created     timestamptz not null
);
create unique index quality_check_second on review.quality_check (verdict, kind) where verdict is not null;
create index quality_check_golden on review.quality_check (golden) where golden is not null;
create index quality_check_session on review.quality_check (session, ordinal) where session is not null;

-- What somebody said about a blind item. Not a verdict: it writes no label, unless it settles a
-- disagreement against what stands.
create table review.answer (
  id       bigint generated always as identity primary key,
  item     bigint not null references review.quality_check (item),
  token    uuid not null,
  reviewer text collate "C" not null,
  policy   text collate "C" not null,
  reason   text not null,
  batch    text collate "C" not null,
  at       timestamptz not null,
  undone   timestamptz
);
create unique index answer_item on review.answer (item) where undone is null;
create index answer_batch on review.answer (batch);
create index answer_reviewer on review.answer (reviewer, at);

-- Labels drawn for people to check, by the day they were written, the source and the policy. size labels
-- of population were drawn, each with probability size / population. item is the case asked about it.
create table review.audit_draw (
  id          bigint generated always as identity primary key,
  day         date not null,
  kind        text collate "C" not null,
  source      text collate "C" not null,
  policy      text collate "C" not null,
  entity      text collate "C" not null,
  label       bigint not null,
  population  bigint not null,
  size        integer not null,
  probability double precision not null check (probability > 0 and probability <= 1),
  created     timestamptz not null,
  unique (day, kind, source, policy, entity)
);
create index audit_draw_source on review.audit_draw (kind, source, policy, day);
create index audit_draw_entity on review.audit_draw (entity);
-- How many labels of a source and policy are drawn each day; the row is there when somebody has said so.
create table review.audit_plan (
  one  boolean primary key default true check (one),
  size integer not null check (size between 0 and 1000)
);
create table review.audit_day (
  day     date primary key,
  size    integer not null,
  draws   integer not null,
  seed    bigint not null,
  author  text not null,
  created timestamptz not null
);

-- Views of other things than cases: what was opened, and about whom.
alter table review.view alter column item set default 0;
alter table review.view add column what text not null default 'case';
alter table review.view add column subject text not null default '';
create index view_subject on review.view (subject, at) where subject <> '';

-- Judgements of people by policy: what training reads. Costs nothing on labels of machines.
create index label_human on label (policy, id) where kind in ('REVIEWER', 'APPEAL');

do $$
declare name text;
begin
  foreach name in array array['quality_check', 'audit_draw', 'audit_day', 'calibration_case']
  loop
    execute format('create trigger append_only before update or delete or truncate on review.%I '
        || 'for each statement execute function review.forbid_change()', name);
  end loop;
end $$;
