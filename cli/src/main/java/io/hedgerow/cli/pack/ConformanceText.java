package io.hedgerow.cli.pack;

import io.hedgerow.engine.conformance.ConformanceRun.Section;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToIntFunction;

/** The report on conformance tests, in Markdown. */
final class ConformanceText {
  private final PrintWriter out;

  ConformanceText(PrintWriter out) {
    this.out = out;
  }

  void print(List<Section> sections) {
    out.println(
        "| file | section | tests | out of scope | not in our CEL | passed by dev.cel | passed compiled | differing |");
    out.println("|---|---|---|---|---|---|---|---|");
    sections.forEach(section -> row(section.file(), section.name(), List.of(section)));
    row("all", "", sections);
    list(
        "Compiled differs from interpreted",
        sections.stream().flatMap(s -> s.differing().stream()).toList());
    list(
        "Not passed by dev.cel with our options",
        sections.stream().flatMap(s -> s.failing().stream()).toList());
  }

  private void row(String file, String name, List<Section> sections) {
    out.printf(
        "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
        file,
        name,
        sum(sections, Section::tests),
        sum(sections, Section::outOfScope),
        sum(sections, Section::notOurs),
        sum(sections, Section::interpreted),
        sum(sections, Section::compiled),
        sum(sections, section -> section.differing().size()));
  }

  private static int sum(List<Section> sections, ToIntFunction<Section> figure) {
    return sections.stream().mapToInt(figure).sum();
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.printf("%n%s:%n%n", title);
      lines.forEach(line -> out.println("- " + line.replace('\n', ' ')));
    }
  }
}
