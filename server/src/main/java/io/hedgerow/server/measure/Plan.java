package io.hedgerow.server.measure;

import io.hedgerow.server.json.ObjectFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What leadership has set: targets of prevalence, and what could be done next.
 *
 * @param targets highest prevalence wanted, by policy, each in (0, 1]
 */
public record Plan(Map<String, Double> targets, List<Step> roadmap) {
  /** Nothing set. */
  public static final Plan NONE = new Plan(Map.of(), List.of());

  private static final Set<String> MEMBERS = Set.of("targets", "roadmap");
  private static final Set<String> STEP = Set.of("name", "policy", "slice", "prevents", "cost");

  public Plan {
    targets = Map.copyOf(targets);
    roadmap = List.copyOf(roadmap);
  }

  /**
   * Something that could be done.
   *
   * @param slice what it works on, {@code surface=search}; empty for all
   * @param least share of violating views it prevents at least, in [0, 1]
   * @param most share it prevents at most
   * @param cost in any one unit, the same for all steps
   */
  public record Step(
      String name, String policy, String slice, double least, double most, double cost) {}

  /**
   * Reads a JSON file: {@code {"targets": {"spam": 0.002}, "roadmap": [{"name": …, "policy": …,
   * "slice": "surface=search", "prevents": [0.1, 0.3], "cost": 10}]}}.
   *
   * @throws IllegalArgumentException that names file, entry and member when something does not fit
   */
  public static Plan read(Path file) {
    return of(ObjectFile.read(file, "plan"), file.toString());
  }

  private static Plan of(Map<?, ?> members, String where) {
    ObjectFile.refuseUnknown(members, MEMBERS, where);
    Map<String, Double> targets = new LinkedHashMap<>();
    if (members.get("targets") instanceof Map<?, ?> set) {
      set.forEach((policy, target) ->
          targets.put(
              policy.toString(),
              number(target, where + ": target of " + policy, Double.MIN_VALUE, 1)));
    }
    List<Step> steps = new ArrayList<>();
    if (members.get("roadmap") instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        steps.add(step(list.get(i), "%s: roadmap entry %d".formatted(where, i + 1)));
      }
    }
    return new Plan(targets, steps);
  }

  private static Step step(Object entry, String where) {
    if (!(entry instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException(where + ": must be an object");
    }
    ObjectFile.refuseUnknown(members, STEP, where);
    if (!(members.get("prevents") instanceof List<?> range) || range.size() != 2) {
      throw new IllegalArgumentException(
          where + ": `prevents` must be two shares, the least and the most, such as [0.1, 0.3]");
    }
    double least = number(range.getFirst(), where + ": `prevents`", 0, 1);
    return new Step(
        text(members, "name", where),
        text(members, "policy", where),
        members.containsKey("slice") ? text(members, "slice", where) : "",
        least,
        number(range.getLast(), where + ": `prevents`", least, 1),
        number(members.get("cost"), where + ": `cost`", Double.MIN_VALUE, 1e12));
  }

  private static String text(Map<?, ?> members, String name, String where) {
    if (members.get(name) instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw new IllegalArgumentException("%s: `%s` is missing".formatted(where, name));
  }

  private static double number(@Nullable Object value, String where, double least, double most) {
    if (value instanceof Number n && n.doubleValue() >= least && n.doubleValue() <= most) {
      return n.doubleValue();
    }
    throw new IllegalArgumentException(
        least == Double.MIN_VALUE
            ? "%s must be a number above 0 and at most %s, was %s".formatted(where, most, value)
            : "%s must be a number in [%s, %s], was %s".formatted(where, least, most, value));
  }
}
