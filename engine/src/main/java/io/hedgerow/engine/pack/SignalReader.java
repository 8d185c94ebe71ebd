package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.SignalDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code signals.yaml}: scores of models. */
final class SignalReader {
  static final Set<String> KEYS = Set.of("scores");
  static final Set<String> SIGNAL_KEYS = Set.of("input", "stage", "gate", "description");
  static final Set<String> GATE_KEYS =
      Set.of("least_auroc", "most_calibration_error", "least_slice_area", "fewest_texts");
  private static final int MOST_TEXTS = 10_000_000;

  private final SourceFile file;
  private final Diagnostics diagnostics;

  SignalReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** By the name conditions use: {@code score.NAME}. */
  Map<String, SignalDefinition> read(Doubts doubts) {
    int before = diagnostics.errors();
    Optional<Fields> scores =
        YamlFile.parse(file, diagnostics)
            .flatMap(node -> Fields.of(file, diagnostics, node, "signals.yaml", KEYS))
            .flatMap(root -> root.anyFields("scores", "`scores`"));
    if (diagnostics.errors() > before) {
      doubts.family("score");
    }
    Map<String, SignalDefinition> signals = new LinkedHashMap<>();
    scores.ifPresent(all -> all.names().forEach(name -> score(all, name, signals, doubts)));
    return signals;
  }

  private void score(
      Fields all, String name, Map<String, SignalDefinition> signals, Doubts doubts) {
    int before = diagnostics.errors();
    all.fields(name, "signal `" + name + "`", SIGNAL_KEYS)
        .ifPresent(fields -> signals.put("score." + name, score(all, name, fields)));
    if (diagnostics.errors() > before) {
      doubts.name("score." + name);
    }
  }

  private SignalDefinition score(Fields all, String name, Fields fields) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name),
          "`" + name + "` is no signal name",
          "use lower-case letters, digits, `_`");
    }
    return new SignalDefinition(
        name,
        Kind.SCORE,
        fields.text("input"),
        StageText.read(fields, "stage"),
        fields
            .fields("gate", "the gate of signal `" + name + "`", GATE_KEYS)
            .map(SignalReader::gate));
  }

  private static ScoreGate gate(Fields fields) {
    return new ScoreGate(
        fields.share("least_auroc"),
        fields.share("most_calibration_error"),
        fields.share("least_slice_area"),
        fields.integer("fewest_texts", 1, MOST_TEXTS));
  }
}
