package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.BankDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code banks.yaml}. */
final class BankReader {
  static final Set<String> KEYS =
      Set.of(
          "kind",
          "policy",
          "input",
          "stage",
          "distance",
          "minimum_quality",
          "altered",
          "description");
  private static final Map<String, Kind> KINDS =
      Map.of("known", Kind.KNOWN, "negative", Kind.NEGATIVE);
  private static final String INPUT = "event.image";
  private static final int DISTANCE = 31;
  private static final int MINIMUM_QUALITY = 50;

  private final SourceFile file;
  private final Diagnostics diagnostics;

  BankReader(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** By name, in the file's order. */
  Map<String, BankDefinition> read() {
    Map<String, BankDefinition> banks = new LinkedHashMap<>();
    YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.ofAny(file, diagnostics, node, "banks.yaml"))
        .ifPresent(all ->
            all.names()
                .forEach(name ->
                    all.fields(name, "bank `" + name + "`", KEYS)
                        .ifPresent(f -> banks.put(name, bank(all, name, f)))));
    return banks;
  }

  private BankDefinition bank(Fields all, String name, Fields fields) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      diagnostics.error(
          all.keyAt(name), "`" + name + "` is no bank name", "use lower-case letters, digits, `_`");
    }
    Kind kind = fields.choice("kind", KINDS).orElse(Kind.KNOWN);
    if (kind == Kind.NEGATIVE && fields.has("policy")) {
      fields.error("policy", "a negative bank stands for no policy", "remove `policy`");
    }
    return new BankDefinition(
        name,
        kind,
        kind == Kind.KNOWN ? fields.text("policy") : "",
        fields.optionalText("input").orElse(INPUT),
        StageText.read(fields, "stage"),
        fields.integer("distance", 0, 31).orElse(DISTANCE),
        fields.integer("minimum_quality", 0, 100).orElse(MINIMUM_QUALITY),
        fields.truth("altered").orElse(true),
        fields.optionalText("description").orElse(""),
        all.keyAt(name));
  }
}
