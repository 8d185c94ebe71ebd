-- The ledger's tables. What holds truth is append-only (see forbid_change at the end); what is
-- derived from it can be deleted and computed again. Texts that are keys compare by bytes.

-- One row that every write locks first: it gives all writes one order, numbers without gaps, and
-- the end of the audit chain.
create table head (
  one        boolean primary key default true check (one),
  decisions  bigint not null default 0,
  labels     bigint not null default 0,
  changes    bigint not null default 0,
  audits     bigint not null default 0,
  hash       bytea not null default decode(repeat('00', 32), 'hex'),
  written_at timestamptz not null default '1970-01-01T00:00:00Z'
) with (fillfactor = 20);
insert into head default values;

-- Every event with its decision, in engine order. The id is made from the event's source and id,
-- so its unique index is also what makes intake idempotent.
create table decision (
  seq          bigint not null,
  id           uuid not null,
  type         text collate "C" not null,
  verdict      text collate "C" not null,
  review       boolean not null,
  actor        text collate "C",
  subject      text collate "C",
  time         timestamptz not null,
  received     timestamptz not null,
  decided      timestamptz not null,
  pack         text not null,
  content_hash bytea not null,
  event        text not null,
  decision     text not null
);
create unique index decision_seq on decision (seq);
create unique index decision_id on decision (id);
create index decision_subject on decision (subject, seq) where subject is not null;
create index decision_actor on decision (actor, seq) where actor is not null;
create index decision_type on decision (type, seq);
create index decision_verdict on decision (verdict, seq) where verdict <> 'allow';
create index decision_time on decision using brin (time, received);

-- Which rules fired and which policies were proposed, only for decisions that had any.
create table decision_tag (
  tag text collate "C" not null,
  seq bigint not null,
  primary key (tag, seq)
);

-- One judgement each. negates names a label it takes back; clears says "does not break the policy".
-- time is when the judged event happened. The last two columns are what has_label knows after a
-- label that came from outside the engine.
create table label (
  id            bigint primary key,
  seq           bigint,
  entity        text collate "C" not null,
  policy        text collate "C" not null,
  kind          text not null,
  source        text not null,
  version       text not null,
  confidence    double precision not null check (confidence between 0 and 1),
  reason        text not null,
  author        text not null,
  created       timestamptz not null,
  time          timestamptz not null,
  expires       timestamptz,
  negates       bigint,
  clears        boolean not null default false,
  batch         text,
  holds_until   timestamptz,
  cleared_until timestamptz
);
create index label_entity on label (entity, id);
create index label_batch on label (batch) where batch is not null;
create index label_seq on label (seq) where seq is not null;

-- From which event on rules could see a label that came from outside the engine.
create table label_visible (
  label      bigint primary key,
  before_seq bigint not null
);

-- Entities that machines alone may not act on; the newest row of an entity counts.
create table trust (
  id      bigint generated always as identity primary key,
  entity  text collate "C" not null,
  trusted boolean not null,
  author  text not null,
  reason  text not null,
  at      timestamptz not null
);
create index trust_entity on trust (entity, id);

-- Derived: what is in force now, and when to look again.
create table enforcement (
  entity  text collate "C" primary key,
  owner   text collate "C",
  state   text not null,
  recheck timestamptz
);
create index enforcement_recheck on enforcement (recheck) where recheck is not null;
create index enforcement_owner on enforcement (owner) where owner is not null;

-- Every change of what is in force, in order: the entity's history, and what webhooks send.
create table enforcement_change (
  id     bigint primary key,
  entity text collate "C" not null,
  at     timestamptz not null,
  cause  text not null,
  before text not null,
  state  text not null
);
create index enforcement_change_entity on enforcement_change (entity, id);

-- Derived: what labels cost owners.
create table strike (
  entity  text collate "C" not null,
  policy  text collate "C" not null,
  since   timestamptz not null,
  owner   text collate "C" not null,
  weight  integer not null,
  expires timestamptz not null,
  label   bigint not null,
  primary key (entity, policy, since)
);
create index strike_owner on strike (owner, policy, since);

-- Effects of each rule and day; over its quota a rule's effects wait in parked for people.
create table rule_quota (
  rule   text collate "C" not null,
  day    date not null,
  used   integer not null,
  parked integer not null,
  primary key (rule, day)
) with (fillfactor = 50);
create table parked (
  id         bigint generated always as identity primary key,
  seq        bigint not null,
  entity     text collate "C" not null,
  policy     text collate "C" not null,
  rule       text collate "C" not null,
  version    text not null,
  confidence double precision not null,
  reason     text not null,
  expires    timestamptz,
  created    timestamptz not null,
  outcome    text,
  outcome_by text,
  outcome_at timestamptz
);
create index parked_waiting on parked (rule, id) where outcome is null;
create index parked_entity on parked (entity, id);

-- Entities that a person should look at, and why.
create table review_request (
  id     bigint generated always as identity primary key,
  entity text collate "C" not null,
  policy text collate "C" not null,
  cause  text not null,
  seq    bigint,
  at     timestamptz not null
);
create index review_request_entity on review_request (entity, id);

-- How often each rule fired, by stage and hour of event receipt.
create table rule_hour (
  rule       text collate "C" not null,
  stage      text collate "C" not null,
  hour       timestamptz not null,
  fired      bigint not null,
  effective  bigint not null,
  last_fired timestamptz not null,
  primary key (rule, stage, hour)
) with (fillfactor = 50);

-- What each outside write answered, by its idempotency key.
create table written (
  key    text collate "C" primary key,
  hash   bytea not null,
  result text not null,
  at     timestamptz not null
);

-- The chain: each hash covers the entry and the hash before it; digest covers the rows it names.
create table audit (
  seq            bigint primary key,
  at             timestamptz not null,
  kind           text not null,
  author         text not null,
  first_decision bigint not null,
  last_decision  bigint not null,
  first_label    bigint not null,
  last_label     bigint not null,
  detail         text not null,
  digest         bytea not null,
  previous       bytea not null,
  hash           bytea not null
);

create table pack (
  version     text collate "C" primary key,
  name        text not null,
  files       bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);
create table pack_activation (
  id      bigint generated always as identity primary key,
  version text collate "C" not null references pack (version),
  at      timestamptz not null,
  author  text not null,
  reason  text not null
);

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation', hint = 'take a label back with a negation';
end $$;

do $$
declare name text;
begin
  foreach name in array array['decision', 'decision_tag', 'label', 'label_visible', 'trust',
      'enforcement_change', 'review_request', 'written', 'audit', 'pack', 'pack_activation']
  loop
    execute format('create trigger append_only before update or delete or truncate on %I '
        || 'for each statement execute function forbid_change()', name);
  end loop;
end $$;
