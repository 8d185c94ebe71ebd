package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.PackLoading.Failed;
import io.hedgerow.engine.pack.PackLoading.Loaded;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.statement.StatementTemplates;
import io.hedgerow.engine.statement.StatementWords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a pack and checks its structure: everything but the types inside its CEL, which need an
 * engine ({@code io.hedgerow.engine.Engine}). All that is wrong is reported at once.
 */
public final class PackLoader {
  static final Set<String> PACK_KEYS = Set.of("name", "description", "owners", "language");

  private final Diagnostics diagnostics = new Diagnostics();
  private final PackFiles files;
  private final Doubts doubts = new Doubts();

  private PackLoader(Optional<Path> folder, Map<String, byte[]> contents) {
    files =
        folder
            .map(path -> PackFiles.read(path, diagnostics))
            .orElseGet(() -> PackFiles.of(contents, diagnostics));
  }

  /** Reads a pack from its folder. */
  public static PackLoading load(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new Failed(
          List.of(
              new Diagnostic(
                  Diagnostic.Severity.ERROR,
                  new SourceSpan(folder.toString(), 1, 1),
                  "there is no such folder",
                  "",
                  "name a folder that has a pack.yaml")),
          Optional.empty());
    }
    return new PackLoader(Optional.of(folder), Map.of()).load();
  }

  /** Reads a pack from file contents by path, as an upload brings them. */
  public static PackLoading load(Map<String, byte[]> contents) {
    return new PackLoader(Optional.empty(), contents).load();
  }

  private PackLoading load() {
    Optional<Fields> head = head();
    EventsReader.Events events =
        required("events.yaml")
            .map(file -> new EventsReader(file, diagnostics, doubts).read())
            .orElse(EventsReader.Events.NONE);
    Map<String, Policy> policies = policies();
    Map<String, CounterDefinition> counters =
        files
            .file("counters.yaml")
            .map(file -> new CounterReader(file, diagnostics).read(doubts))
            .orElse(Map.of());
    Map<String, TrailDefinition> trails =
        files
            .file("trails.yaml")
            .map(file -> new TrailReader(file, diagnostics).read())
            .orElse(Map.of());
    Map<String, SignalDefinition> signals =
        files
            .file("signals.yaml")
            .map(file -> new SignalReader(file, diagnostics).read(doubts))
            .orElseGet(LinkedHashMap::new);
    Map<String, BankDefinition> banks =
        files
            .file("banks.yaml")
            .map(file -> new BankReader(file, diagnostics).read())
            .orElse(Map.of());
    banks.values().stream()
        .filter(bank -> bank.kind() == BankDefinition.Kind.KNOWN)
        .forEach(bank -> signals.put("match." + bank.name(), bank.signal()));
    List<QueueDefinition> queues =
        files
            .file("queues.yaml")
            .map(file -> new QueueReader(file, diagnostics).read())
            .orElse(List.of());
    List<Rule> rules = new ArrayList<>();
    files.under("rules/").forEach(f -> rules.addAll(new RuleReader(f, diagnostics).read()));
    List<PackTest> tests = new ArrayList<>();
    files
        .under("tests/")
        .forEach(f -> tests.addAll(new TestReader(f, diagnostics, events.types().keySet()).read()));
    Pack pack =
        new Pack(
            head.map(h -> h.text("name")).orElse(""),
            head.flatMap(h -> h.optionalText("description")).orElse(""),
            head.map(h -> h.texts("owners")).orElse(List.of()),
            PackVersion.of(files),
            events.lateness(),
            events.actorFields(),
            events.types(),
            policies,
            counters,
            trails,
            lists(),
            signals,
            banks,
            queues,
            statements(head, policies.keySet(), sources(rules, banks)),
            rules,
            tests,
            files.texts());
    new CrossReferences(pack, diagnostics).check();
    return diagnostics.anyError()
        ? new Failed(diagnostics.list(), Optional.of(pack).filter(this::hasTypes).map(this::sound))
        : new Loaded(pack, diagnostics.list());
  }

  /** Without event types every rule would look wrong. */
  private boolean hasTypes(Pack pack) {
    return !pack.eventTypes().isEmpty();
  }

  private Pack sound(Pack pack) {
    for (Diagnostic diagnostic : diagnostics.list()) {
      if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
        String path = diagnostic.span().file();
        if (path.startsWith("lists/")) {
          doubts.family("list");
        } else if (path.equals("banks.yaml")) {
          doubts.family("match");
        } else if (path.equals("trails.yaml")) {
          doubts.family("trail");
        }
      }
    }
    return SoundPart.of(pack, doubts);
  }

  private Optional<SourceFile> required(String path) {
    Optional<SourceFile> file = files.file(path);
    if (file.isEmpty()) {
      diagnostics.error(
          new SourceSpan(path, 1, 1), "the pack has no " + path, "see docs/reference/packs.md");
    }
    return file;
  }

  private Optional<Fields> head() {
    return required("pack.yaml")
        .flatMap(file ->
            YamlFile.parse(file, diagnostics)
                .flatMap(node -> Fields.of(file, diagnostics, node, "pack.yaml", PACK_KEYS)));
  }

  private Map<String, Policy> policies() {
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (SourceFile file : files.under("policies/")) {
      new PolicyReader(file, diagnostics)
          .read()
          .ifPresent(policy -> {
            if (policies.put(policy.id(), policy) != null) {
              diagnostics.error(
                  file.start(), "policy `" + policy.id() + "` comes twice", "rename one");
            }
          });
    }
    return policies;
  }

  private static Set<String> sources(List<Rule> rules, Map<String, BankDefinition> banks) {
    Set<String> sources = new TreeSet<>(banks.keySet());
    rules.forEach(rule -> sources.add(rule.id()));
    return sources;
  }

  /** Without words of its own in it, English is spoken in the pack's place. */
  private StatementTemplates statements(
      Optional<Fields> head, Set<String> policies, Set<String> sources) {
    Map<String, StatementWords> languages = new LinkedHashMap<>();
    String written = head.flatMap(h -> h.optionalText("language")).orElse(StatementWords.BUILT_IN);
    for (SourceFile file : files.under("statements/")) {
      new StatementReader(file, diagnostics, written, policies, sources)
          .read()
          .ifPresent(words -> languages.put(words.language(), words));
    }
    languages.putIfAbsent(StatementWords.BUILT_IN, StatementReader.builtIn());
    return StatementTemplates.of(standard(head, languages.keySet()), languages.values());
  }

  private String standard(Optional<Fields> head, Set<String> languages) {
    Optional<String> named = head.flatMap(h -> h.optionalText("language"));
    if (named.isPresent() && !languages.contains(named.get())) {
      head.orElseThrow()
          .error(
              "language",
              "there is no statements/" + named.get() + ".yaml",
              Suggestion.hint(named.get(), languages));
    }
    return named.filter(languages::contains).orElse(StatementWords.BUILT_IN);
  }

  private Map<String, ListDefinition> lists() {
    Map<String, ListDefinition> lists = new LinkedHashMap<>();
    for (SourceFile file : files.under("lists/")) {
      ListDefinition list = ListReader.read(file, diagnostics);
      if (lists.put(list.name(), list) != null) {
        diagnostics.error(file.start(), "list `" + list.name() + "` comes twice", "keep one file");
      }
    }
    return lists;
  }
}
