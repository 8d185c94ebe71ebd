package io.hedgerow.server.pack;

import io.hedgerow.engine.pack.SignalDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes the stage of one rule, bank or score in a pack's files, and nothing else of their text.
 */
final class StageEdit {
  private StageEdit() {}

  /**
   * The files with that rule in that stage; empty when no file has the rule with a stage of its
   * own.
   *
   * @param stage as packs write it
   */
  static Optional<Map<String, byte[]>> of(Map<String, byte[]> files, String rule, String stage) {
    Pattern entry =
        Pattern.compile(
            "(?ms)^(- id:[ \\t]*"
                + Pattern.quote(rule)
                + "[ \\t]*$(?:(?!^- ).)*?^[ \\t]+stage:[ \\t]*)[^\\n#]*?(?=[ \\t]*(?:#|$))");
    return replace(files, name -> name.startsWith("rules/"), entry, stage);
  }

  /** The same for a bank of {@code banks.yaml} or a score of {@code signals.yaml}. */
  static Optional<Map<String, byte[]>> of(
      Map<String, byte[]> files, SignalDefinition signal, String stage) {
    boolean bank = signal.kind() == SignalDefinition.Kind.MATCH;
    String indent = bank ? "" : "[ \\t]+";
    String name = "^(" + indent + Pattern.quote(signal.name()) + ":[ \\t]*";
    // the members of a block are indented deeper than its name; a flow is on one line
    Pattern block =
        Pattern.compile(
            "(?ms)"
                + name
                + "(?:#[^\\n]*)?$(?:(?!^"
                + indent
                + "[\\w'\"-]+:[ \\t]*(?:#|$)).)*?"
                + "^[ \\t]+stage:[ \\t]*)[^\\n#]*?(?=[ \\t]*(?:#|$))");
    Pattern flow = Pattern.compile("(?m)" + name + "\\{[^}\\n]*?\\bstage:[ \\t]*)[^,}\\n]*");
    String file = bank ? "banks.yaml" : "signals.yaml";
    return replace(files, file::equals, flow, stage)
        .or(() -> replace(files, file::equals, block, stage));
  }

  private static Optional<Map<String, byte[]>> replace(
      Map<String, byte[]> files, Predicate<String> which, Pattern entry, String stage) {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (which.test(file.getKey())) {
        Matcher found = entry.matcher(new String(file.getValue(), StandardCharsets.UTF_8));
        if (found.find()) {
          String changed = found.replaceFirst("$1" + Matcher.quoteReplacement(stage));
          Map<String, byte[]> all = new TreeMap<>(files);
          all.put(file.getKey(), changed.getBytes(StandardCharsets.UTF_8));
          return Optional.of(all);
        }
      }
    }
    return Optional.empty();
  }
}
