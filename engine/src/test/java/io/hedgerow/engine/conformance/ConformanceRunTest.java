package io.hedgerow.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.conformance.ConformanceRun.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConformanceRunTest {
  private static final Path OURS = Path.of("src/test/resources/conformance/ours.textproto");

  @Test
  void interpreterAndCompiledCodePassOurCasesAndAgree() throws IOException {
    List<Section> sections = new ConformanceRun().run("ours", Files.readString(OURS));
    assertThat(sections).hasSize(8);
    assertThat(sections)
        .allSatisfy(section -> {
          assertThat(section.failing()).isEmpty();
          assertThat(section.differing()).isEmpty();
          assertThat(section.compiled()).isEqualTo(section.tests());
          assertThat(section.outOfScope() + section.notOurs()).isZero();
        });
  }

  @Test
  void aDecisionOnProtocolBuffersIsOutOfScope() {
    String test = "section { name: 's' test { name: 't' expr: 'google.protobuf.Any{}' } }";
    assertThat(new ConformanceRun().run("f", test).getFirst().outOfScope()).isEqualTo(1);
  }

  @Test
  void whatDoesNotCheckIsNotOurs() {
    String test = "section { name: 's' test { name: 't' expr: 'isIP(1)' } }";
    assertThat(new ConformanceRun().run("f", test).getFirst().notOurs()).isEqualTo(1);
  }
}
