package io.hedgerow.benchmarks.load;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.pack.DiagnosticText;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sample pack with as many rules as are asked for: its own, and variations on them with other
 * thresholds, spread over its event types; counters cut or kept to the number asked for.
 */
final class LargePack {
  private static final List<String> SHAPES =
      List.of(
          "%s: [pin.created]|counter.links_by_actor_1h > %d && actor.age_days < %d",
          "%s: [pin.created]|event.link_domain in list.shorteners && counter.domains_by_actor_1h > %d && actor.followers < %d",
          "%s: [comment.created]|counter.linked_comments_by_actor_3h > %d && size(event.text) > %d",
          "%s: [comment.created]|contains_any(event.text, list.money_phrases) && counter.linked_comments_by_actor_3h > %d && actor.age_days < %d",
          "%s: [message.sent]|counter.recipients_by_actor_2h > %d && actor.age_days < %d",
          "%s: [pin.saved]|counter.deeds_by_actor_1d > %d && counter.deeds_to_owner_1d < %d",
          "%s: [report.filed]|counter.reporters_by_owner_1h > %d && actor.age_days < %d",
          "%s: [follow.created]|counter.follows_by_actor_1h > %d && actor.following > %d");

  private LargePack() {}

  static CompiledPack of(Path pinboard, int rules) {
    Map<String, byte[]> files = new TreeMap<>();
    PackLoading.Loaded base = loaded(PackLoader.load(pinboard));
    base.pack().sources().forEach((path, text) -> files.put(path, bytes(text)));
    int more = rules - base.pack().rules().size();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < more; i++) {
      String[] shape = SHAPES.get(i % SHAPES.size()).split("\\|", 2);
      text.append("- id: variation-")
          .append(i)
          .append("\n  on: ")
          .append(shape[0].substring(4).strip());
      text.append("\n  when: ").append(shape[1].formatted(30 + i, 1 + i % 400));
      text.append(
          "\n  label: {policy: spam, confidence: 0.5}\n  stage: live\n  reason: variation\n");
    }
    files.put("rules/variations.yaml", bytes(text.toString()));
    return compiled(files);
  }

  /** The sample pack without trails: its rules label what they fire on, and nothing before. */
  static CompiledPack withoutTrails(Path pinboard) {
    Map<String, byte[]> files = new TreeMap<>();
    loaded(PackLoader.load(pinboard))
        .pack()
        .sources()
        .forEach((path, text) ->
            files.put(path, bytes(text.replaceAll("(?m)^ *- \\{.*on: trail\\..*\n", ""))));
    files.keySet().removeIf(path -> path.startsWith("tests/") || path.equals("trails.yaml"));
    return compiled(files);
  }

  private static CompiledPack compiled(Map<String, byte[]> files) {
    return switch (CompiledPack.compile(loaded(PackLoader.load(files)).pack())) {
      case PackCompilation.Compiled(CompiledPack pack) -> pack;
      case PackCompilation.Failed(var diagnostics) ->
          throw new IllegalStateException(DiagnosticText.render(diagnostics));
    };
  }

  private static PackLoading.Loaded loaded(PackLoading loading) {
    return switch (loading) {
      case PackLoading.Loaded loaded -> loaded;
      case PackLoading.Failed(var diagnostics, var _) ->
          throw new UncheckedIOException(new IOException(DiagnosticText.render(diagnostics)));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
