package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.SignalDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code signals.yaml}: scores of models and matches of banks. */
final class SignalReader {
  static final Set<String> KEYS = Set.of("scores", "matches");
  static final Set<String> SIGNAL_KEYS = Set.of("input", "stage", "description");

  private final SourceFile file;
  private final Diagnostics diagnostics;

  SignalReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** By the name conditions use: {@code score.NAME} and {@code match.NAME}. */
  Map<String, SignalDefinition> read() {
    Map<String, SignalDefinition> signals = new LinkedHashMap<>();
    YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.of(file, diagnostics, node, "signals.yaml", KEYS))
        .ifPresent(root -> {
          section(root, "scores", Kind.SCORE, "score.", signals);
          section(root, "matches", Kind.MATCH, "match.", signals);
        });
    return signals;
  }

  private void section(
      Fields root, String key, Kind kind, String prefix, Map<String, SignalDefinition> signals) {
    root.anyFields(key, "`" + key + "`")
        .ifPresent(all ->
            all.names()
                .forEach(name ->
                    all.fields(name, "signal `" + name + "`", SIGNAL_KEYS)
                        .ifPresent(f -> signals.put(prefix + name, signal(all, name, kind, f)))));
  }

  private SignalDefinition signal(Fields all, String name, Kind kind, Fields fields) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name),
          "`" + name + "` is no signal name",
          "use lower-case letters, digits, `_`");
    }
    return new SignalDefinition(name, kind, fields.text("input"), StageText.read(fields, "stage"));
  }
}
