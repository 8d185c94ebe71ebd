package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.PackChange.Detail;
import io.hedgerow.engine.pack.PackChange.Kind;
import io.hedgerow.engine.pack.PackOutline.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what differs between two packs by meaning: a rule moved to another file, a comment or
 * another layout is no difference, though it makes another version.
 */
public final class PackDiff {
  private PackDiff() {}

  /** What must be done to {@code before} to get {@code after}, part by part. */
  public static List<PackChange> between(Pack before, Pack after) {
    Map<Part, Map<String, String>> old = PackOutline.of(before);
    Map<Part, Map<String, String>> now = PackOutline.of(after);
    Set<Part> parts = new LinkedHashSet<>(old.keySet());
    parts.addAll(now.keySet());
    List<PackChange> changes = new ArrayList<>();
    for (Part part : parts) {
      change(part, Optional.ofNullable(old.get(part)), Optional.ofNullable(now.get(part)))
          .ifPresent(changes::add);
    }
    return List.copyOf(changes);
  }

  private static Optional<PackChange> change(
      Part part, Optional<Map<String, String>> before, Optional<Map<String, String>> after) {
    List<Detail> details = details(before.orElse(Map.of()), after.orElse(Map.of()));
    Kind kind = before.isEmpty() ? Kind.ADDED : after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    return kind == Kind.CHANGED && details.isEmpty()
        ? Optional.empty()
        : Optional.of(new PackChange(part.part(), part.id(), kind, details, note(part, kind)));
  }

  private static List<Detail> details(Map<String, String> before, Map<String, String> after) {
    Set<String> attributes = new LinkedHashSet<>(after.keySet());
    attributes.addAll(before.keySet());
    return attributes.stream()
        .map(name ->
            new Detail(
                name, Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))))
        .filter(detail -> !detail.before().equals(detail.after()))
        .toList();
  }

  /** Counters and trails are carried over to another pack only when nothing about them differs. */
  private static Optional<String> note(Part part, Kind kind) {
    return (part.part().equals("counter") || part.part().equals("trail")) && kind != Kind.REMOVED
        ? Optional.of("starts empty when the pack is activated, and fills as events come")
        : Optional.empty();
  }
}
