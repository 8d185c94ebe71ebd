-- Whose judgement counted more, and since when: what the operator set, each time it changed.
create table ranking (
  id      bigint generated always as identity primary key,
  content text not null,
  at      timestamptz not null
);

-- Derived: under which ranking everything that has a label has been looked at since.
create table reranked (
  ranking bigint primary key references ranking (id),
  at      timestamptz not null
);
