package io.hedgerow.ledger;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.Owners;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.enforcement.TrustTable;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.ledger.strike.StrikeTable;
import io.hedgerow.ledger.strike.Strikes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What has to be known to say what is in force on some entities and on their owners, read at once
 * and not one by one. Used by one thread.
 */
final class Situation {
  private final Handle handle;
  private final Rulebook rulebook;
  private final Map<EntityId, EntityId> owners;
  private final Set<EntityId> all;
  private final Set<EntityId> trusted;
  private final Map<EntityId, List<Label>> labels;
  private Map<EntityId, List<Strike>> strikes;

  Situation(Handle handle, Rulebook rulebook, Collection<EntityId> entities) {
    this.handle = handle;
    this.rulebook = rulebook;
    owners = new Owners(handle).of(entities, rulebook);
    all = new TreeSet<>(entities);
    all.addAll(owners.values());
    owners.values().stream().distinct().toList().forEach(owner -> owners.put(owner, owner));
    trusted = new TrustTable(handle).of(all);
    labels = new LabelTable(handle).of(all);
    strikes = Map.of();
  }

  /** The entities and their owners, in order. */
  Set<EntityId> all() {
    return all;
  }

  Map<EntityId, EntityId> owners() {
    return owners;
  }

  /** The strikes that those of the entities lead to which have an owner. */
  List<Strike> newStrikes(Collection<EntityId> entities, Resolver resolver) {
    List<Strike> found = new ArrayList<>();
    for (EntityId entity : new TreeSet<>(entities)) {
      EntityId owner = owners.get(entity);
      if (owner != null) {
        found.addAll(
            Strikes.of(
                entity,
                owner,
                labels.getOrDefault(entity, List.of()),
                isTrusted(entity),
                rulebook,
                resolver));
      }
    }
    return found;
  }

  /** Reads the strikes of all owners; after new ones were written, and before resolving. */
  Situation loadStrikes() {
    strikes = new StrikeTable(handle).ofOwners(new HashSet<>(owners.values()));
    return this;
  }

  /**
   * This situation as it would be with those labels written too: their strikes replace what the
   * entities cost before. Strikes must have been loaded.
   */
  Situation imagine(Collection<Label> written, Resolver resolver) {
    Set<EntityId> touched = new HashSet<>();
    for (Label label : written) {
      labels.computeIfAbsent(label.entity(), _ -> new ArrayList<>()).add(label);
      touched.add(label.entity());
    }
    Map<EntityId, List<Strike>> imagined = new HashMap<>();
    strikes.forEach((owner, borne) ->
        imagined.put(
            owner,
            new ArrayList<>(borne.stream().filter(s -> !touched.contains(s.entity())).toList())));
    for (Strike strike : newStrikes(touched, resolver)) {
      imagined.computeIfAbsent(strike.owner(), _ -> new ArrayList<>()).add(strike);
    }
    imagined.values().forEach(borne -> borne.sort(Comparator.comparing(Strike::since)));
    strikes = imagined;
    return this;
  }

  Enforcement resolve(EntityId entity, Resolver resolver, Instant at) {
    return resolver.resolve(
        entity,
        labels.getOrDefault(entity, List.of()),
        strikes.getOrDefault(entity, List.of()),
        isTrusted(entity),
        rulebook,
        at);
  }

  /** What is in force on the entities and on their owners. */
  Map<EntityId, Enforcement> resolveAll(Resolver resolver, Instant at) {
    Map<EntityId, Enforcement> found = new HashMap<>();
    all.forEach(entity -> found.put(entity, resolve(entity, resolver, at)));
    return found;
  }

  /** What a trusted account owns is trusted with it. */
  private boolean isTrusted(EntityId entity) {
    EntityId owner = owners.get(entity);
    return trusted.contains(entity) || (owner != null && trusted.contains(owner));
  }
}
