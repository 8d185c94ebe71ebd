-- What was said under what: comments of a pin, pins of a board, in engine order.
create table review.thread (
  parent   text collate "C" not null,
  decision bigint not null,
  entity   text collate "C" not null,
  primary key (parent, decision)
);
