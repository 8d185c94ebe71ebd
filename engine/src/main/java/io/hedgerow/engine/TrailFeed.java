package io.hedgerow.engine;

import io.hedgerow.engine.CompiledPack.CompiledTrail;
import io.hedgerow.engine.CompiledPack.TrailUse;
import io.hedgerow.engine.CompiledPack.Value;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.condition.TypedEvent;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.trail.Trails;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leaves an event's entities on trails, and takes for labels what is there. */
final class TrailFeed {
  private final Trails trails;
  private final Scope scope;
  private final long time;

  TrailFeed(Trails trails, Scope scope, Instant time) {
    this.trails = trails;
    this.scope = scope;
    this.time = time.toEpochMilli();
  }

  /** Leaves something when the event has a key and the entity, and the {@code where} holds. */
  void leave(CompiledTrail trail, TypedEvent typed) {
    if (trail.where().isPresent() && !CounterFeed.holds(trail.where().get(), scope)) {
      return;
    }
    Optional<EntityId> entity =
        switch (trail.definition().keep()) {
          case SUBJECT -> typed.subject();
          case ACTOR -> typed.actor();
        };
    if (entity.isPresent() && trail.key().isIn(scope)) {
      trails.leave(trail.index(), trail.key().hash(scope), time, entity.get());
    }
  }

  /** What a label finds on its trail and has not found before. */
  List<EntityId> take(TrailUse use, boolean effective) {
    Value key = use.trail().key();
    return key.isIn(scope)
        ? trails.take(use.trail().index(), key.hash(scope), time, use.taker(), effective)
        : List.of();
  }
}
